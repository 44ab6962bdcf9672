// The functions of the C++ library that are not in its headers. Linked where they are used.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

_LIBCPP_BEGIN_NAMESPACE_STD

// The smallest prime that is not less: how many buckets a hash table has.
size_t __next_prime(size_t least) {
    if (least <= 2) return least;
    for (size_t number = least | 1;; number += 2) {
        size_t divisor = 3;
        while (divisor * divisor <= number && number % divisor) divisor += 2;
        if (divisor * divisor > number) return number;
    }
}

template <class Number> static string print(const char *format, Number number) {
    char text[512];
    snprintf(text, sizeof text, format, number);
    return text;
}

string to_string(int number) { return print("%d", number); }
string to_string(unsigned number) { return print("%u", number); }
string to_string(long number) { return print("%ld", number); }
string to_string(unsigned long number) { return print("%lu", number); }
string to_string(long long number) { return print("%lld", number); }
string to_string(unsigned long long number) { return print("%llu", number); }
string to_string(float number) { return print("%f", double(number)); }
string to_string(double number) { return print("%f", number); }

template <class Number, class Read> static Number read(const string &text, size_t *length, Read read) {
    char *end;
    auto number = read(text.c_str(), &end);
    if (end == text.c_str() || static_cast<Number>(number) != number) abort();
    if (length) *length = size_t(end - text.c_str());
    return static_cast<Number>(number);
}

// What is no number, or does not fit, ends the run: there are no exceptions.
#define READ(type, name, function) \
    type name(const string &text, size_t *length, int base) { return read<type>(text, length, [=](auto from, auto end) { return function(from, end, base); }); }
READ(int, stoi, strtol)
READ(long, stol, strtol)
READ(unsigned long, stoul, strtoul)
READ(long long, stoll, strtoll)
READ(unsigned long long, stoull, strtoull)
#undef READ
float stof(const string &text, size_t *length) { return read<float>(text, length, strtof); }
double stod(const string &text, size_t *length) { return read<double>(text, length, strtod); }

// The counts of shared_ptr begin at 0, as the headers have them; -1 is none.
__shared_count::~__shared_count() {}
__shared_weak_count::~__shared_weak_count() {}
const void *__shared_weak_count::__get_deleter(const type_info &) const noexcept { return nullptr; }
void __shared_weak_count::__release_weak() noexcept {
    if (__shared_weak_owners_-- == 0) __on_zero_shared_weak();
}
__shared_weak_count *__shared_weak_count::lock() noexcept {
    if (__shared_owners_ == -1) return nullptr;
    __shared_owners_++;
    return this;
}

// The headers promise that a library has these.
template <class Compare, class Iterator> void __sort(Iterator first, Iterator last, Compare) {
    auto less = [](const auto &left, const auto &right) { return left < right; };
    __introsort<_ClassicAlgPolicy, decltype(less) &, Iterator, false>(first, last, less, 2 * __log2i(last - first));
}

template class basic_string<char>;
#define SORT(type) template void __sort<__less<type> &, type *>(type *, type *, __less<type> &);
SORT(char)
SORT(signed char)
SORT(unsigned char)
SORT(short)
SORT(unsigned short)
SORT(int)
SORT(unsigned)
SORT(long)
SORT(unsigned long)
SORT(long long)
SORT(unsigned long long)
SORT(float)
SORT(double)

_LIBCPP_END_NAMESPACE_STD
