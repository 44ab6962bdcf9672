// A JSON reader that prints what it reads without white space.
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static const char *at;
static void skip(void) { while (isspace((unsigned char)*at)) at++; }
static int value(int depth) {
    skip();
    if (depth > 20) return -1;
    if (*at == '{' || *at == '[') {
        char close = *at == '{' ? '}' : ']';
        putchar(*at++);
        int count = 0;
        for (skip(); *at != close; skip()) {
            if (count++) {
                if (*at++ != ',') return -1;
                putchar(',');
            }
            int inside = value(depth + 1);
            if (inside < 0) return -1;
            skip();
            if (close == '}') {
                if (*at++ != ':') return -1;
                putchar(':');
                if (value(depth + 1) < 0) return -1;
            }
        }
        putchar(*at++);
        return count;
    }
    if (*at == '"') {
        putchar(*at++);
        while (*at != '"') {
            if (*at == 0) return -1;
            if (*at == '\\') putchar(*at++);
            putchar(*at++);
        }
        putchar(*at++);
        return 0;
    }
    for (const char *const *word = (const char *const[]){"true", "false", "null", NULL}; *word; word++) {
        if (strncmp(at, *word, strlen(*word)) == 0) return fputs(*word, stdout), at += strlen(*word), 0;
    }
    char *end;
    double number = strtod(at, &end);
    if (end == at) return -1;
    printf("%g", number);
    at = end;
    return 0;
}
int main(void) {
    const char *const texts[] = {
        "{ \"a\" : [ 1 , 2.50 , -3e2 ], \"b\": {\"c\": null, \"d\": \"x\\\"y\" } }", "[true, false, []]", "[1, 2", "{\"a\" 1}", "\"open"};
    for (unsigned i = 0; i < sizeof texts / sizeof *texts; i++) {
        at = texts[i];
        int result = value(0);
        printf("  %d\n", result < 0 ? -1 : result);
    }
    return 0;
}
