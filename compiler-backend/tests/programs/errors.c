// errno.h: what sets it, and what leaves it alone.
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(void) {
    errno = 0;
    int big = strtol("99999999999999999999", NULL, 10) == LONG_MAX;
    printf("%d %d\n", big, errno == ERANGE);
    errno = 0;
    unsigned long long small = strtoull("12", NULL, 10);
    printf("%llu %d\n", small, errno);
    errno = 0;
    int tiny = strtod("1e-999", NULL) == 0;
    printf("%d %d\n", tiny, errno == ERANGE);
    printf("%d %d %d\n", EDOM != ERANGE, EINVAL != 0, strlen(strerror(EDOM)) > 0);
    return 0;
}
