// A machine of states by function pointers, an interpreter by a table, a switch of many cases.
#include <stdio.h>
typedef struct machine machine;
typedef void (*state)(machine *, char);
struct machine { state next; int words, numbers; };
static void outside(machine *, char);
static void in_word(machine *m, char c) { if (c == ' ') m->next = outside; }
static void in_number(machine *m, char c) {
    if (c == ' ') m->next = outside;
    else if (c < '0' || c > '9') m->next = in_word, m->words++, m->numbers--;
}
static void outside(machine *m, char c) {
    if (c >= '0' && c <= '9') m->next = in_number, m->numbers++;
    else if (c != ' ') m->next = in_word, m->words++;
}
static int run(const char *code) {
    int stack[8], top = 0;
    for (; *code; code++) {
        switch (*code) {
        case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7': case '8': case '9': stack[top++] = *code - '0'; break;
        case '+': top--, stack[top - 1] += stack[top]; break;
        case '-': top--, stack[top - 1] -= stack[top]; break;
        case '*': top--, stack[top - 1] *= stack[top]; break;
        case 'd': stack[top] = stack[top - 1], top++; break;
        case 's': { int x = stack[top - 1]; stack[top - 1] = stack[top - 2], stack[top - 2] = x; break; }
        default: return -1;
        }
    }
    return stack[top - 1];
}
int main(void) {
    machine m = {outside, 0, 0};
    for (const char *c = "12 apples and 3 pears cost 45c or 7"; *c; c++) m.next(&m, *c);
    printf("%d %d\n", m.words, m.numbers);
    printf("%d %d %d %d\n", run("34+2*"), run("9d*"), run("52s-"), run("1x"));
    return 0;
}
