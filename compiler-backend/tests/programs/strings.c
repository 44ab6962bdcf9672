// string.h: every function.
#include <stdio.h>
#include <string.h>
#include <strings.h>
static int sign(int x) { return (x > 0) - (x < 0); }
int main(void) {
    char a[32] = "hello", b[32];
    printf("%d %s %s\n", (int)strlen(a), strcpy(b, a), strcat(b, " world"));
    printf("%d %d %d %d\n", sign(strcmp("a", "b")), sign(strcmp("abc", "ab")), sign(strncmp("abcd", "abce", 3)), sign(memcmp("\xff", "\x01", 1)));
    printf("%s %s %s\n", strchr(b, 'w'), strrchr(b, 'o'), strstr(b, "lo"));
    printf("%d %d\n", strchr(b, 'z') == NULL, strstr(b, "xyz") == NULL);
    printf("%d %d %s\n", (int)strspn("aabbc", "ab"), (int)strcspn("hello", "lo"), strpbrk("hello", "xl"));
    char text[] = "one,two;;three";
    for (char *token = strtok(text, ",;"); token; token = strtok(NULL, ",;")) printf("<%s>", token);
    strncpy(b, "abcdefgh", 4);
    b[4] = 0;
    printf("%s %s\n", b, strncat(b, "XYZ", 2));
    memmove(a + 1, a, 5);
    a[6] = 0;
    printf("%s %s\n", a, (char *)memchr("abcdef", 'd', 6));
    memset(a, '-', 4);
    printf("%s %d %d\n", a, sign(strcasecmp("HeLLo", "hEllO")), sign(strncasecmp("ABx", "aby", 2)));
    printf("%d %s\n", sign(strcoll("a", "b")), strerror(0) ? "text" : "");
    memcpy(b, "0123456789", 11);
    memmove(b, b + 3, 5);
    printf("%s\n", b);
    return 0;
}
