// <vector>, <string>, <map>, <set>, <memory>, <unordered_map>, <deque>, <list>.
#include <cstdio>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>
int main() {
    std::vector<std::string> words;
    std::string text = "it was the best of times it was the worst of times", word;
    for (char c : text + " ") {
        if (c != ' ') word += c;
        else words.push_back(std::move(word)), word.clear();
    }
    std::map<std::string, int> counts;
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < words.size(); i++) counts[words[i]]++, places[words[i]] = i;
    for (const auto &[key, count] : counts) std::printf("%s:%d:%d ", key.c_str(), count, (int)places[key]);
    std::set<int> set;
    for (int i = 0; i < 30; i++) set.insert(i * 7 % 11);
    std::printf("\n%d %d\n", (int)set.size(), (int)*set.rbegin());
    std::deque<int> deque;
    for (int i = 0; i < 20; i++) i % 2 ? deque.push_back(i) : deque.push_front(i);
    std::list<int> list(deque.begin(), deque.end());
    list.sort();
    list.remove_if([](int x) { return x % 3 == 0; });
    int sum = 0;
    for (int x : list) sum = sum * 3 % 1000 + x;
    auto shared = std::make_shared<std::string>("shared");
    auto copy = shared;
    std::unique_ptr<int[]> array(new int[4]{1, 2, 3, 4});
    std::printf("%d %d %s %d\n", sum, (int)shared.use_count(), copy->c_str(), array[3]);
    std::printf("%s %d %d\n", (std::to_string(-42) + "!").c_str(), std::stoi("17") + 1, (int)text.find("worst"));
}
