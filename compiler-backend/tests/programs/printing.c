// stdio.h: flags, widths and precisions of printf.
#include <stdio.h>
int main(void) {
    printf("[%d] [%5d] [%-5d] [%05d] [%+d] [% d] [%.3d]\n", 42, 42, 42, 42, 42, 42, 42);
    printf("[%u] [%o] [%#o] [%x] [%#x] [%X] [%#10x] [%-10x]\n", 42u, 42u, 42u, 42u, 42u, 42u, 42u, 42u);
    printf("[%hhd] [%hd] [%lld] [%jd] [%zd] [%td]\n", (signed char)-1, (short)-2, -3LL, (__INTMAX_TYPE__)-4, (__SIZE_TYPE__)5, (__PTRDIFF_TYPE__)-6);
    printf("[%s] [%8s] [%-8s] [%.2s] [%c] [%3c] [%%]\n", "text", "text", "text", "text", 'c', 'd');
    printf("[%f] [%.2f] [%10.3f] [%-10.1f] [%+.1f] [%.0f] [%#.0f]\n", 3.14159, 3.14159, 3.14159, 3.14159, 3.14159, 2.5, 3.);
    printf("[%e] [%.2E] [%g] [%g] [%g] [%G] [%#g]\n", 12345.678, 0.00012, 1e20, 0.0001, 123456789., 1e-7, 1.5);
    printf("[%*d] [%-*d] [%.*f]\n", 6, 1, 6, 2, 2, 1.005);
    printf("[%f] [%F] [%e] [%5.1f]\n", 1.0 / 3, 1e10, 0.0, -0.04);
    char text[10];
    int needed = snprintf(text, sizeof text, "%s %d", "a long text", 12345);
    printf("%d %s\n", needed, text);
    printf("%d\n", sprintf(text, "%d", 77));
    fputs("fputs\n", stdout);
    fprintf(stdout, "%s\n", text);
    putc('p', stdout);
    putchar('\n');
    printf("%d\n", printf("counted\n"));
    return 0;
}
