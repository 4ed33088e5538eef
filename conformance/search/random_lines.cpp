// See random_lines.hpp.
#include "conformance/search/random_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>

#include "conformance/search/illegal_packet.hpp"
#include "model/scripts/random_script.hpp"

namespace mqttspec::conformance::search {
namespace {

// Live, one script in so many waits for timers.
constexpr std::uint32_t seldom = 40;
// Packets are cut within their first bytes, where the fields are.
constexpr std::uint32_t longest_cut = 24;

// Client Identifiers that differ in this alone are different ones.
char to_upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

void replace(std::string& line, std::string_view what, std::string_view with) {
  if (const auto found = line.find(what); found != line.npos)
    line.replace(found, what.size(), with);
}

// No Server can say anything to who takes less than the smallest CONNACK.
void lift_size(std::string& line) {
  constexpr unsigned smallest_connack = 5;
  const auto found = line.find(" size=");
  if (found == line.npos) return;
  const auto begin = found + 6;
  const auto end = std::min(line.find(' ', begin), line.size());
  const auto size = std::strtoul(line.substr(begin, end - begin).c_str(), nullptr, 10);
  line.replace(begin, end - begin, std::to_string(size + smallest_connack));
}

// A topic that begins with $ is another kind of topic only without the prefix of the script, and
// control characters in topics are a matter of taste. The Clients acknowledge by themselves, soon
// or later.
void fit(std::string& line, const ScriptKind& kind, std::size_t position) {
  const auto verb = std::string_view(line).substr(std::min(line.find(' ') + 1, line.size()));
  if (verb.starts_with("pub") && !verb.starts_with("publish")) {
    line = line.substr(0, line.find(' ')) + (position % 2 == 0 ? " slow" : " awake");
  } else if (verb.starts_with("connect")) {
    if (!kind.v3_1_1) replace(line, " v311", " v5");
    if (!kind.v5_0) replace(line, " v5", " v311");
    replace(line, "=$s:", "=s:");
    lift_size(line);
    replace(line, ":w wq=", fmt::format(":w{} wq=", position));
  } else if (verb.starts_with("publish")) {
    replace(line, " $s ", " s ");
    replace(line, " x q=", fmt::format(" x{} q=", position));
  }
  replace(line, "t\x01", "t/2");
}

// Which Clients are there, as far as the lines tell: whoever connects while it is there loses its
// connection first, and who is away comes back before it does anything else.
class Presence {
 public:
  std::vector<std::string> before(const std::string& line, Choices& choices) {
    const auto name = line.substr(0, line.find(' '));
    std::vector<std::string> lines;
    if (name == "wait" || name == "together") return lines;
    const auto verb = std::string_view(line).substr(std::min(name.size() + 1, line.size()));
    const auto does = [&](std::string_view some) { return verb.starts_with(some); };
    auto& here = here_[name];
    if (does("connect") && here)
      lines.push_back(name + (choices.once_in(3) ? " disconnect" : " lost"));
    if (does("before-connect") && here) lines.push_back(name + " lost");
    if (!does("connect") && !does("before-connect") && !here)
      lines.push_back(fmt::format("{} connect {} expiry={}", name, choices.flag() ? "v5" : "v311",
                                  choices.below(9)));
    here = !does("lost") && !does("disconnect") && !does("illegal ") && !line.contains(" cut=");
    return lines;
  }

 private:
  std::map<std::string, bool> here_;
};

// Circumstances of cases that a script can be played in; the last one costs most.
constexpr std::string_view worlds[] = {"deep-topics",
                                       "long-topics",
                                       "topics-beyond-ascii",
                                       "topics-begin-with-slash",
                                       "identifiers-at-256",
                                       "user-properties",
                                       "identifiers-at-65535",
                                       "no-keep-alive",
                                       "cut",
                                       "glued",
                                       "payload-of-128-bytes",
                                       "payload-of-16384-bytes"};

// Many Clients, Sessions and retained messages beside the three of the script.
constexpr std::string_view crowd =
    "d connect v5 clean; e connect v311 clean; f connect v5 expiry=60; g connect v311;"
    "h connect v5 clean; i connect v5 clean; j connect v311 clean; k connect v5 expiry=60;"
    "f subscribe 1 t:1; g subscribe 1 u:2; f lost; k subscribe 1 t/#:1; k disconnect;"
    "d publish r1 r retain; d publish r2 r retain; d publish r3 r retain;";

class RandomLines {
 public:
  RandomLines(Choices& choices, const ScriptKind& kind)
      : choices_(choices), kind_(kind), waits_(kind.virtual_time || choices.once_in(seldom)) {}

  std::vector<std::string> make(unsigned most);

 private:
  void add_world();
  std::string next_line();
  void add(std::string line);
  void add_all(std::string_view lines, char end);

  Choices& choices_;
  const ScriptKind& kind_;
  bool waits_;
  bool is_illegal_ = false;
  Presence presence_;
  std::vector<std::string> lines_;
};

void RandomLines::add_world() {
  std::string line;
  for (auto count = 1 + choices_.below(3); count != 0; --count) {
    auto chosen = choices_.below(std::size(worlds));
    if (chosen == std::size(worlds) - 1 && !choices_.once_in(4)) chosen = 0;
    line += fmt::format(" {}", worlds[chosen]);
  }
  lines_.push_back("in world" + line);
}

std::string RandomLines::next_line() {
  constexpr const char* clients[] = {"a", "b", "c"};
  if (is_illegal_ && choices_.once_in(8)) {
    const auto* const client = choices_.one_of(clients);
    const auto known = illegal_kinds();
    return fmt::format("{} illegal {}", client,
                       known[choices_.below(static_cast<std::uint32_t>(known.size()))]);
  }
  auto line = model::scripts::random_line(choices_);
  if (line.starts_with("restart") || line.contains("malformed") ||
      (line.starts_with("wait") && !waits_))
    return {};
  if (line.contains(" will=") && choices_.once_in(3))
    line += " wpf=1 wct=c wrt=r wcd=d wup=a:1,b:2";
  if (const auto id = line.find(" id="); line.contains(" connect") && id != line.npos)
    if (choices_.once_in(3)) line[id + 4] = to_upper(line[id + 4]);
  if (choices_.once_in(30)) line += fmt::format(" cut={}", 1 + choices_.below(longest_cut));
  return line;
}

void RandomLines::add(std::string line) {
  fit(line, kind_, lines_.size());
  for (auto& other : presence_.before(line, choices_)) {
    fit(other, kind_, lines_.size());
    lines_.push_back(std::move(other));
  }
  lines_.push_back(std::move(line));
}

void RandomLines::add_all(std::string_view lines, char end) {
  while (!lines.empty()) {
    const auto size = lines.find(end);
    const auto begin = lines.find_first_not_of(' ');
    add(std::string(lines.substr(begin, size - begin)));
    lines.remove_prefix(size + 1);
  }
}

std::vector<std::string> RandomLines::make(unsigned most) {
  if (choices_.flag()) add_world();
  if (choices_.once_in(4)) lines_.emplace_back("together");
  is_illegal_ = choices_.once_in(6);
  if (choices_.once_in(6)) add_all(crowd, ';');
  // The generator of the model begins each script with the connects.
  add_all(model::scripts::random_script(choices_, 0), '\n');
  const auto count = most - choices_.below(most / 2 + 1);
  // Some faults show only when the same is done again and again.
  const bool repeats = choices_.once_in(4);
  std::vector<std::string> chosen;
  for (auto more = repeats ? 1 + choices_.below(4) : count - 1; more != 0; --more)
    chosen.push_back(next_line());
  for (auto rounds = repeats ? count / chosen.size() : 1; rounds != 0; --rounds)
    for (const auto& line : chosen)
      if (!line.empty()) add(line);
  return std::move(lines_);
}

}  // namespace

std::vector<std::string> random_lines(Choices& choices, const ScriptKind& kind, unsigned most) {
  return RandomLines(choices, kind).make(most);
}

}  // namespace mqttspec::conformance::search
