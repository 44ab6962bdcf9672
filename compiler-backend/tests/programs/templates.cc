// Templates: of values, variadic, specialised, CRTP, constexpr, if constexpr, fold expressions.
#include <cstdio>
#include <type_traits>
#include <utility>
template <class T, int N> struct Array {
    T items[N] = {};
    constexpr T sum() const {
        T total{};
        for (const T &item : items) total += item;
        return total;
    }
};
template <class... Numbers> constexpr auto add(Numbers... numbers) { return (numbers + ... + 0); }
template <class T> constexpr const char *kind() {
    if constexpr (std::is_integral_v<T>) return "integer";
    else if constexpr (std::is_pointer_v<T>) return "pointer";
    else return "other";
}
template <class Derived> struct Counter {
    int count() { return static_cast<Derived *>(this)->step() * 2; }
};
struct Threes : Counter<Threes> {
    int at = 0;
    int step() { return at += 3; }
};
template <unsigned N> struct Factorial { static constexpr unsigned value = N * Factorial<N - 1>::value; };
template <> struct Factorial<0> { static constexpr unsigned value = 1; };
constexpr int fibonacci(int n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }
template <std::size_t... I> int squares(std::index_sequence<I...>) { return ((int)(I * I) + ...); }
int main() {
    constexpr Array<int, 4> a{{1, 2, 3, 4}};
    static_assert(a.sum() == 10);
    Threes threes;
    std::printf("%d %d %d %d\n", a.sum(), (int)add(1, 2.5, 3u), threes.count(), threes.count());
    std::printf("%s %s %s\n", kind<long>(), kind<char *>(), kind<double>());
    std::printf("%u %d %d\n", Factorial<10>::value, fibonacci(20), squares(std::make_index_sequence<6>{}));
}
