// Variables of the one thread, with values and without, in one file and by their addresses.
static __thread int counter = 5;
__thread unsigned char bytes[3] = {1, 2, 3};
static _Thread_local long long zero;
__attribute__((noinline)) static int *address(void) { return &counter; }
int main(void) {
    *address() += 2;
    zero += counter;
    bytes[1] += bytes[2];
    return counter * 100 + bytes[1] * 10 + (int)zero;
}
//; answer 0x2f5 in 51 instructions, 47 steps (plain 81)
