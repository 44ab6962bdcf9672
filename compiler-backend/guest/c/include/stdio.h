/* The C library's, and: printing is for who runs the program. `vntr run` compiles with VNTR_PRINT and shows what is printed. A proof is of the
   program without, where printing to stdout and stderr has no effect but its value: a call whose value nobody uses is left out, its
   arguments are still evaluated. */
#include_next <stdio.h>

#ifndef VNTR_STDIO_H
#define VNTR_STDIO_H
/* Says that the program may print. Not loaded. */
__asm__(".pushsection .vntr.prints,\"\",@progbits\n.byte 1\n.popsection");

#ifndef VNTR_PRINT
#define VNTR_SILENT __attribute__((const))
#ifdef __cplusplus
extern "C" {
#endif
VNTR_SILENT int printf(const char *__restrict, ...);
VNTR_SILENT int vprintf(const char *__restrict, __builtin_va_list);
VNTR_SILENT int puts(const char *);
#undef putchar
VNTR_SILENT int putchar(int);
#ifdef __cplusplus
}
#else
/* Of files that are stdout or stderr; others are in memory, and stay as they are. */
VNTR_SILENT int vntr_fprintf(FILE *, const char *__restrict, ...) __asm__("fprintf");
VNTR_SILENT int vntr_vfprintf(FILE *, const char *__restrict, __builtin_va_list) __asm__("vfprintf");
VNTR_SILENT int vntr_fputs(const char *, FILE *) __asm__("fputs");
VNTR_SILENT int vntr_fputc(int, FILE *) __asm__("fputc");
VNTR_SILENT size_t vntr_fwrite(const void *, size_t, size_t, FILE *) __asm__("fwrite");
#undef fputc
#undef putc
#define VNTR_CONSOLE(file) ((file) == stdout || (file) == stderr)
#define fprintf(file, ...) (VNTR_CONSOLE(file) ? vntr_fprintf(file, __VA_ARGS__) : fprintf(file, __VA_ARGS__))
#define vfprintf(file, ...) (VNTR_CONSOLE(file) ? vntr_vfprintf(file, __VA_ARGS__) : vfprintf(file, __VA_ARGS__))
#define fputs(text, file) (VNTR_CONSOLE(file) ? vntr_fputs(text, file) : fputs(text, file))
#define fputc(c, file) (VNTR_CONSOLE(file) ? vntr_fputc(c, file) : fputc(c, file))
#define putc(c, file) fputc(c, file)
#define fwrite(from, size, count, file) \
    (VNTR_CONSOLE(file) ? vntr_fwrite(from, size, count, file) : fwrite(from, size, count, file))
#endif
#endif
#endif
