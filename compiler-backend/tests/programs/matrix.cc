// A matrix that owns its room, with moves and bounds; a linked list with iterators of its own; new that is asked for much.
#include <algorithm>
#include <cstdio>
#include <initializer_list>
#include <new>
#include <utility>
template <class T> class Matrix {
    int rows, columns;
    T *items;
  public:
    Matrix(int rows, int columns) : rows(rows), columns(columns), items(new T[rows * columns]()) {}
    Matrix(Matrix &&other) noexcept : rows(other.rows), columns(other.columns), items(std::exchange(other.items, nullptr)) {}
    ~Matrix() { delete[] items; }
    T &operator()(int r, int c) { return items[r * columns + c]; }
    const T &operator()(int r, int c) const { return items[r * columns + c]; }
    Matrix operator*(const Matrix &other) const {
        Matrix result(rows, other.columns);
        for (int r = 0; r < rows; r++)
            for (int c = 0; c < other.columns; c++)
                for (int k = 0; k < columns; k++) result(r, c) += (*this)(r, k) * other(k, c);
        return result;
    }
};
template <class T> class List {
    struct Node { T item; Node *next; };
    Node *first = nullptr, **last = &first;
  public:
    struct iterator {
        Node *node;
        T &operator*() { return node->item; }
        iterator &operator++() { return node = node->next, *this; }
        bool operator!=(const iterator &other) const { return node != other.node; }
    };
    List(std::initializer_list<T> items) { for (const T &item : items) *last = new Node{item, nullptr}, last = &(*last)->next; }
    ~List() { while (first) delete std::exchange(first, first->next); }
    iterator begin() { return {first}; }
    iterator end() { return {nullptr}; }
};
int main() {
    Matrix<long long> a(2, 2);
    a(0, 0) = a(0, 1) = a(1, 0) = 1;
    Matrix<long long> power = std::move(a) * Matrix<long long>(2, 2);
    Matrix<long long> b(2, 2);
    b(0, 0) = b(0, 1) = b(1, 0) = 1;
    Matrix<long long> c = b * b;
    for (int i = 0; i < 20; i++) {
        Matrix<long long> next = c * b;
        std::swap(c(0, 0), next(0, 0)), std::swap(c(0, 1), next(0, 1)), std::swap(c(1, 0), next(1, 0)), std::swap(c(1, 1), next(1, 1));
    }
    std::printf("%lld %lld\n", c(0, 0), power(0, 0));
    int sum = 0;
    for (int &item : List<int>{3, 1, 4, 1, 5}) sum = sum * 10 + item;
    std::printf("%d\n", sum);
    struct alignas(64) Wide { char bytes[100]; };
    Wide *wide = new Wide;
    std::printf("%d\n", (int)(reinterpret_cast<unsigned long>(wide) % 64));
    delete wide;
    char *none = new (std::nothrow) char[50];
    std::printf("%d\n", none != nullptr);
    delete[] none;
}
