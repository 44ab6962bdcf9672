// A string that owns its room, a circular list.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct string { char *text; size_t length, room; };
static void append(struct string *s, const char *text) {
    size_t n = strlen(text);
    if (s->length + n + 1 > s->room) s->text = realloc(s->text, s->room = 2 * (s->length + n + 1));
    memcpy(s->text + s->length, text, n + 1);
    s->length += n;
}
struct node { struct node *next; int number; };
int main(void) {
    struct string s = {0};
    for (int i = 0; i < 25; i++) {
        char number[8];
        snprintf(number, sizeof number, "%d,", i * i);
        append(&s, number);
    }
    printf("%s %d\n", s.text, (int)s.length);
    free(s.text);
    struct node *last = NULL;
    for (int i = 41; i >= 1; i--) {
        struct node *node = malloc(sizeof *node);
        node->number = i;
        if (last) node->next = last->next, last->next = node;
        else last = node->next = node;
    }
    for (int step = 0; last->next != last; step++) {
        if (step % 3 == 2) {
            struct node *gone = last->next;
            last->next = gone->next;
            free(gone);
        } else last = last->next;
    }
    printf("%d\n", last->number);
    free(last);
    return 0;
}
