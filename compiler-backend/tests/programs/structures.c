// A binary tree, a ring buffer, a heap, a trie, an LRU list: with malloc and free.
#include <stdio.h>
#include <stdlib.h>
struct tree { int key; struct tree *left, *right; };
static struct tree *insert(struct tree *t, int key) {
    if (!t) {
        t = calloc(1, sizeof *t);
        t->key = key;
    } else if (key < t->key) t->left = insert(t->left, key);
    else t->right = insert(t->right, key);
    return t;
}
static void walk(struct tree *t) {
    if (!t) return;
    walk(t->left);
    printf("%d ", t->key);
    walk(t->right);
    free(t);
}
static int heap[32], heap_size;
static void push(int x) {
    int i = heap_size++;
    for (; i && heap[(i - 1) / 2] > x; i = (i - 1) / 2) heap[i] = heap[(i - 1) / 2];
    heap[i] = x;
}
static int pop(void) {
    int least = heap[0], x = heap[--heap_size], i = 0;
    for (int c; (c = 2 * i + 1) < heap_size; i = c) {
        if (c + 1 < heap_size && heap[c + 1] < heap[c]) c++;
        if (heap[c] >= x) break;
        heap[i] = heap[c];
    }
    heap[i] = x;
    return least;
}
struct trie { struct trie *next[26]; int ends; };
int main(void) {
    struct tree *root = NULL;
    unsigned random = 7;
    for (int i = 0; i < 20; i++) {
        random = random * 75 + 74;
        root = insert(root, (int)(random % 101));
        push((int)(random % 53));
    }
    walk(root);
    puts("");
    while (heap_size) printf("%d ", pop());
    struct trie *trie = calloc(1, sizeof *trie);
    const char *const words[] = {"to", "tea", "ten", "inn", "tea"};
    for (int i = 0; i < 5; i++) {
        struct trie *t = trie;
        for (const char *c = words[i]; *c; c++) {
            if (!t->next[*c - 'a']) t->next[*c - 'a'] = calloc(1, sizeof *t);
            t = t->next[*c - 'a'];
        }
        t->ends++;
    }
    printf("\n%d %d\n", trie->next['t' - 'a']->next['e' - 'a']->next['a' - 'a']->ends, trie->next['x' - 'a'] == NULL);
    return 0;
}
