// stdlib.h: qsort and bsearch, of numbers, strings and records.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct person { char name[8]; int age; };
static int numbers(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
static int texts(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }
static int ages(const void *a, const void *b) {
    const struct person *x = a, *y = b;
    return x->age != y->age ? x->age - y->age : strcmp(x->name, y->name);
}
int main(void) {
    int values[] = {5, 3, 9, -1, 0, 7, 3, 100, -50, 8};
    qsort(values, 10, sizeof *values, numbers);
    for (int i = 0; i < 10; i++) printf("%d ", values[i]);
    int key = 7;
    int *found = bsearch(&key, values, 10, sizeof *values, numbers);
    printf("%d\n", (int)(found - values));
    key = 4;
    printf("%d\n", bsearch(&key, values, 10, sizeof *values, numbers) == NULL);
    const char *words[] = {"pear", "apple", "fig", "banana"};
    qsort(words, 4, sizeof *words, texts);
    for (int i = 0; i < 4; i++) printf("%s ", words[i]);
    struct person people[] = {{"carol", 41}, {"bob", 25}, {"alice", 41}, {"dave", 7}};
    qsort(people, 4, sizeof *people, ages);
    for (int i = 0; i < 4; i++) printf("%s:%d ", people[i].name, people[i].age);
    puts("");
    return 0;
}
