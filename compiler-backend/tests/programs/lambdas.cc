// Lambdas, captures, generic ones, function objects, std::function-free callbacks.
#include <algorithm>
#include <array>
#include <cstdio>
#include <numeric>
template <class F> static int apply(F f, int times) {
    int total = 0;
    for (int i = 0; i < times; i++) total += f(i);
    return total;
}
int main() {
    int factor = 3, calls = 0;
    auto scale = [=](int x) { return x * factor; };
    auto count = [&](int x) { return calls++, x; };
    auto generic = [](auto a, auto b) { return a + b; };
    std::printf("%d %d %d %.1f\n", apply(scale, 5), apply(count, 4), calls, generic(1, 2.5));
    auto counter = [n = 10]() mutable { return n++; };
    counter();
    std::printf("%d\n", counter());
    std::array<int, 8> values{5, 2, 8, 1, 9, 3, 7, 4};
    std::sort(values.begin(), values.end(), [](int a, int b) { return a > b; });
    for (int value : values) std::printf("%d ", value);
    std::printf("%d\n", std::accumulate(values.begin(), values.end(), 0, [](int a, int b) { return a ^ b; }));
    int (*plain)(int) = [](int x) { return -x; };
    std::printf("%d\n", plain(4));
}
