/* Functions that run when main returns or the program calls exit, destructors of C++ among them. Linked where they are used: then
   crt0 calls __vntr_main_and_exit. */
#include <stdlib.h>

__attribute__((noreturn)) void _exit(int status);

static struct handler {
    void (*run)(void *);
    void *with;
} handlers[256];
static unsigned count;

void *__dso_handle;

int __cxa_atexit(void (*run)(void *), void *with, void *library) {
    (void)library;
    if (count == sizeof handlers / sizeof *handlers) return -1;
    handlers[count++] = (struct handler){run, with};
    return 0;
}

static void call(void *function) { ((void (*)(void))function)(); }

int atexit(void (*run)(void)) { return __cxa_atexit(call, (void *)run, 0); }

void exit(int status) {
    while (count) {
        struct handler last = handlers[--count];
        last.run(last.with);
    }
    _exit(status);
}

int main(void);

__attribute__((noreturn)) void __vntr_main_and_exit(void) { exit(main()); }
