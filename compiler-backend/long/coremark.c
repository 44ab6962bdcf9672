/* What CoreMark asks of its machine: a clock that says that eleven seconds have passed, so that the run is long enough to be valid, and a
   printf that listens for CoreMark's own verdict, which becomes the exit code. */
#include "coremark.h"
#include <stdlib.h>
#include <string.h>

volatile ee_s32 seed1_volatile = 0x3415;
volatile ee_s32 seed2_volatile = 0x3415;
volatile ee_s32 seed3_volatile = 0x66;
volatile ee_s32 seed4_volatile = ITERATIONS;
volatile ee_s32 seed5_volatile = 0;
ee_u32 default_num_contexts = 1;
static int correct;

void start_time(void) {}
void stop_time(void) {}
CORE_TICKS get_time(void) { return 11; }
secs_ret time_in_secs(CORE_TICKS ticks) { return ticks; }

int ee_printf(const char *format, ...) {
    if (strncmp(format, "Correct operation validated", 27) == 0) correct = 1;
    return 0;
}

void portable_init(core_portable *p, int *argc, char *argv[]) {
    (void)argc, (void)argv;
    p->portable_id = 1;
}

void portable_fini(core_portable *p) {
    p->portable_id = 0;
    exit(!correct);
}
