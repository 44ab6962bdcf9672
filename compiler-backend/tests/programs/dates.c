// time.h's types, and dates by arithmetic.
#include <stdio.h>
#include <time.h>
static long days(int y, int m, int d) {
    y -= m <= 2;
    long era = (y >= 0 ? y : y - 399) / 400;
    unsigned yoe = (unsigned)(y - era * 400), doy = (153u * (unsigned)(m + (m > 2 ? -3 : 9)) + 2) / 5 + (unsigned)d - 1;
    return era * 146097 + (long)(yoe * 365 + yoe / 4 - yoe / 100 + doy) - 719468;
}
int main(void) {
    static const char *const names[] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
    const int dates[][3] = {{1970, 1, 1}, {2000, 2, 29}, {2026, 11, 27}, {1900, 3, 1}, {2100, 12, 31}};
    for (int i = 0; i < 5; i++) {
        long n = days(dates[i][0], dates[i][1], dates[i][2]);
        printf("%ld %s\n", n, names[(n % 7 + 7) % 7]);
    }
    struct tm tm = {.tm_year = 126, .tm_mon = 10, .tm_mday = 27, .tm_hour = 9, .tm_min = 5, .tm_wday = 5};
    char text[64];
    strftime(text, sizeof text, "%Y-%m-%d %H:%M %a %b", &tm);
    puts(text);
    printf("%g\n", difftime(10, 4));
    return 0;
}
