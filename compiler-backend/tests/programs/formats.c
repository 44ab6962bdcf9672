// inttypes.h: the formats of printf and scanf for each width.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
int main(void) {
    printf("%" PRId8 " %" PRIu8 " %" PRIx16 " %" PRIo32 "\n", (int8_t)-5, (uint8_t)250, (uint16_t)0xbeef, (uint32_t)8);
    printf("%" PRId64 " %" PRIu64 " %" PRIX64 "\n", INT64_MIN, UINT64_MAX, (uint64_t)0x123456789abcdef);
    printf("%" PRIdMAX " %" PRIuLEAST32 "\n", INTMAX_MIN, (uint_least32_t)7);
    int32_t a = 0;
    uint64_t b = 0;
    printf("%d\n", sscanf("-42 ffffffffff", "%" SCNd32 " %" SCNx64, &a, &b));
    printf("%" PRId32 " %" PRIu64 "\n", a, b);
    imaxdiv_t q = imaxdiv(-17, 5);
    printf("%" PRIdMAX " %" PRIdMAX " %" PRIdMAX "\n", q.quot, q.rem, imaxabs(-3));
    printf("%" PRIdMAX " %" PRIuMAX "\n", strtoimax("-0x10", NULL, 0), strtoumax("777", NULL, 8));
    return 0;
}
