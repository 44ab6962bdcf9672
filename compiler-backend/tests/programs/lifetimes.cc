// Constructors and destructors: globals in order, function-local statics, RAII, moves, placement new, arrays.
#include <cstdio>
#include <new>
#include <utility>
struct Trace {
    const char *name;
    explicit Trace(const char *name) : name(name) { std::printf("+%s\n", name); }
    Trace(Trace &&other) noexcept : name(std::exchange(other.name, "moved")) { std::printf(">%s\n", name); }
    Trace(const Trace &other) : name(other.name) { std::printf("=%s\n", name); }
    ~Trace() { std::printf("-%s\n", name); }
};
static Trace first("first"), second("second");
static Trace &local() {
    static Trace trace("local");
    return trace;
}
struct Member {
    Trace a{"a"}, b{"b"};
    ~Member() { std::printf("-member\n"); }
};
int main() {
    std::printf("main\n");
    local();
    local();
    {
        Trace one("one");
        Trace two(std::move(one));
        Trace three(two);
    }
    Member *member = new Member;
    delete member;
    alignas(Trace) unsigned char room[sizeof(Trace)];
    Trace *placed = new (room) Trace("placed");
    placed->~Trace();
    Trace *array = new Trace[2]{Trace("x"), Trace("y")};
    delete[] array;
    return 0;
}
