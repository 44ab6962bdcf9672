// Levenshtein, roman numerals, UTF-8, wrapping, reversing.
#include <stdio.h>
#include <string.h>
static int distance(const char *a, const char *b) {
    int n = (int)strlen(b), row[32];
    for (int i = 0; i <= n; i++) row[i] = i;
    for (; *a; a++) {
        int corner = row[0]++;
        for (int i = 1; i <= n; i++) {
            int cost = corner + (*a != b[i - 1]);
            corner = row[i];
            if (row[i] + 1 < cost) cost = row[i] + 1;
            if (row[i - 1] + 1 < cost) cost = row[i - 1] + 1;
            row[i] = cost;
        }
    }
    return row[n];
}
static void roman(int n) {
    static const struct { int value; const char *text; } table[] = {{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}};
    for (int i = 0; n; i++) for (; n >= table[i].value; n -= table[i].value) fputs(table[i].text, stdout);
    putchar(' ');
}
int main(void) {
    printf("%d %d %d\n", distance("kitten", "sitting"), distance("", "abc"), distance("flaw", "lawn"));
    roman(1994), roman(2026), roman(49);
    const unsigned char *u = (const unsigned char *)"a\xc3\xa4\xe2\x82\xac\xf0\x9f\x8d\x8e";
    while (*u) {
        int n = *u < 0x80 ? 1 : *u < 0xe0 ? 2 : *u < 0xf0 ? 3 : 4;
        unsigned code = n == 1 ? *u : *u & (0xffu >> (n + 1));
        for (int i = 1; i < n; i++) code = code << 6 | (u[i] & 63);
        printf("U+%04X ", code);
        u += n;
    }
    puts("");
    const char *words = "this is a text that is to be wrapped at twenty characters";
    for (int column = 0; *words;) {
        int length = (int)strcspn(words, " ");
        if (column && column + 1 + length > 20) putchar('\n'), column = 0;
        column += printf("%s%.*s", column ? " " : "", length, words);
        words += length + (words[length] == ' ');
    }
    puts("");
    return 0;
}
