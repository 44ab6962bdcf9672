// stdarg.h: all kinds of arguments, copies, and formats of one's own.
#include <stdarg.h>
#include <stdio.h>
static double sum(const char *kinds, ...) {
    va_list list, copy;
    va_start(list, kinds);
    va_copy(copy, list);
    double total = 0;
    for (const char *kind = kinds; *kind; kind++) {
        switch (*kind) {
        case 'i': total += va_arg(list, int); break;
        case 'l': total += (double)va_arg(list, long long); break;
        case 'd': total += va_arg(list, double); break;
        case 's': total += *va_arg(list, const char *); break;
        }
    }
    va_end(list);
    if (*kinds == 'i') total += va_arg(copy, int);
    va_end(copy);
    return total;
}
static int say(char *to, size_t size, const char *format, ...) {
    va_list list;
    va_start(list, format);
    int length = vsnprintf(to, size, format, list);
    va_end(list);
    return length;
}
int main(void) {
    printf("%.3f\n", sum("ildsidl", 1, 2LL, 3.5, "A", 5, 6.25, -7LL));
    printf("%.3f\n", sum("ddddddddd", 1., 2., 3., 4., 5., 6., 7., 8., 9.));
    printf("%.3f\n", sum("llllllil", 1LL, 2LL, 3LL, 4LL, 5LL, 6LL, 7, 8LL));
    char text[8];
    printf("%d %s\n", say(text, sizeof text, "%d-%s", 123, "abcdefgh"), text);
    return 0;
}
