// An expression evaluator: precedence, parentheses, unary minus.
#include <ctype.h>
#include <stdio.h>
static const char *at;
static long expression(int least);
static long primary(void) {
    while (isspace((unsigned char)*at)) at++;
    if (*at == '-') return at++, -primary();
    if (*at == '(') {
        at++;
        long value = expression(1);
        at++;
        return value;
    }
    long value = 0;
    while (isdigit((unsigned char)*at)) value = value * 10 + (*at++ - '0');
    return value;
}
static int precedence(char c) { return c == '+' || c == '-' ? 1 : c == '*' || c == '/' || c == '%' ? 2 : 0; }
static long expression(int least) {
    long left = primary();
    for (;;) {
        while (isspace((unsigned char)*at)) at++;
        char operator = *at;
        int level = precedence(operator);
        if (level < least || level == 0) return left;
        at++;
        long right = expression(level + 1);
        switch (operator) {
        case '+': left += right; break;
        case '-': left -= right; break;
        case '*': left *= right; break;
        case '/': left /= right; break;
        default: left %= right; break;
        }
    }
}
int main(void) {
    const char *const texts[] = {"1 + 2 * 3", "(1+2)*3", "-4 - -6", "100 / 7 % 5", "2*(3+(4-1))*5-1", "7"};
    for (unsigned i = 0; i < sizeof texts / sizeof *texts; i++) {
        at = texts[i];
        printf("%s = %ld\n", texts[i], expression(1));
    }
    return 0;
}
