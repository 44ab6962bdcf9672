// A hash table of words with chains, which grows.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct entry { struct entry *next; int count; char word[]; };
static struct entry **buckets;
static unsigned size, used;
static unsigned hash(const char *word) {
    unsigned h = 5381;
    while (*word) h = h * 33 ^ (unsigned char)*word++;
    return h;
}
static void grow(void) {
    unsigned old = size;
    size = size ? 2 * size : 4;
    struct entry **larger = calloc(size, sizeof *larger);
    for (unsigned i = 0; i < old; i++) {
        for (struct entry *entry = buckets[i], *next; entry; entry = next) {
            next = entry->next;
            struct entry **to = &larger[hash(entry->word) % size];
            entry->next = *to;
            *to = entry;
        }
    }
    free(buckets);
    buckets = larger;
}
static struct entry *find(const char *word) {
    if (used >= size) grow();
    struct entry **bucket = &buckets[hash(word) % size];
    for (struct entry *entry = *bucket; entry; entry = entry->next) if (!strcmp(entry->word, word)) return entry;
    struct entry *entry = malloc(sizeof *entry + strlen(word) + 1);
    strcpy(entry->word, word);
    entry->count = 0, entry->next = *bucket;
    used++;
    return *bucket = entry;
}
int main(void) {
    char text[] = "the cat and the dog and the bird saw a cat near the old house of a man";
    for (char *word = strtok(text, " "); word; word = strtok(NULL, " ")) find(word)->count++;
    printf("%u %u\n", used, size);
    const char *const words[] = {"the", "cat", "and", "a", "man", "none"};
    for (int i = 0; i < 6; i++) printf("%s %d\n", words[i], find(words[i])->count);
    return 0;
}
