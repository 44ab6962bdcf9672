/* Two secret strings are at most this far apart: so many letters to insert, delete or replace.

   public: the distance        secret: for each string its length, at most 24, and its bytes */
#include "vntr.h"

#define MOST 24

static uint32_t smaller(uint32_t a, uint32_t b) { return a < b ? a : b; }

int main(void) {
    uint8_t one[MOST], other[MOST], row[MOST + 1];
    uint32_t rows = vntr_read_private();
    vntr_require(rows <= MOST);
    vntr_read_private_bytes(one, rows);
    uint32_t columns = vntr_read_private();
    vntr_require(columns <= MOST);
    vntr_read_private_bytes(other, columns);
    for (uint32_t i = 0; i <= columns; i++) row[i] = (uint8_t)i;
    for (uint32_t i = 1; i <= rows; i++) {
        uint32_t diagonal = row[0];
        row[0] = (uint8_t)i;
        for (uint32_t j = 1; j <= columns; j++) {
            uint32_t replaced = diagonal + (one[i - 1] != other[j - 1]);
            diagonal = row[j];
            row[j] = (uint8_t)smaller(replaced, 1 + smaller(row[j - 1], row[j]));
        }
    }
    vntr_require(row[columns] <= vntr_read_public());
    return 0;
}
