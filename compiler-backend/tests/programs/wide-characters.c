// wchar.h and wctype.h.
#include <stdio.h>
#include <wchar.h>
#include <wctype.h>
int main(void) {
    wchar_t text[16];
    wcscpy(text, L"wide");
    wcscat(text, L" text");
    printf("%d %d %d\n", (int)wcslen(text), wcscmp(text, L"wide text"), wcschr(text, L't') != NULL);
    printf("%d %d %d\n", iswalpha(L'x') != 0, iswdigit(L'x') != 0, (int)towupper(L'q'));
    wmemset(text, L'z', 3);
    printf("%d %ld\n", (int)text[2], wcstol(L"-77", NULL, 10));
    return 0;
}
