// Operator overloading, friends, conversions, user-defined literals: rational and complex numbers.
#include <cstdio>
#include <numeric>
class Rational {
    long long n, d;
  public:
    constexpr Rational(long long n = 0, long long d = 1) : n(n), d(d) {
        long long g = std::gcd(n, d);
        if (g) this->n /= g, this->d /= g;
        if (this->d < 0) this->n = -this->n, this->d = -this->d;
    }
    friend Rational operator+(Rational a, Rational b) { return {a.n * b.d + b.n * a.d, a.d * b.d}; }
    friend Rational operator-(Rational a, Rational b) { return {a.n * b.d - b.n * a.d, a.d * b.d}; }
    friend Rational operator*(Rational a, Rational b) { return {a.n * b.n, a.d * b.d}; }
    friend Rational operator/(Rational a, Rational b) { return {a.n * b.d, a.d * b.n}; }
    friend bool operator<(Rational a, Rational b) { return a.n * b.d < b.n * a.d; }
    Rational &operator+=(Rational b) { return *this = *this + b; }
    Rational operator-() const { return {-n, d}; }
    explicit operator double() const { return double(n) / double(d); }
    void show() const { std::printf("%lld/%lld ", n, d); }
};
constexpr Rational operator""_r(unsigned long long n) { return Rational((long long)n); }
int main() {
    Rational sum;
    for (int i = 1; i <= 12; i++) sum += Rational(i % 2 ? 1 : -1, i);
    sum.show();
    (3_r / 4_r - 5_r / 6_r).show();
    (-(2_r * Rational(7, 14))).show();
    std::printf("%.6f %d\n", double(sum), Rational(1, 3) < Rational(2, 5));
}
