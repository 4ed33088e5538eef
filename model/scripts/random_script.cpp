// See random_script.hpp.
#include "model/scripts/random_script.hpp"

#include <fmt/format.h>

namespace mqttspec::model::scripts {

namespace {

// One choice in each statement: compilers differ in the order in which they evaluate arguments, and
// the same bytes have to be the same run everywhere.

constexpr const char* clients[] = {"a", "b", "c"};
constexpr const char* topics[] = {"t", "t/1", "u", "$s", "t\x01"};
constexpr const char* filters[] = {"t", "t/#", "#", "+", "$share/g/t", "$share/h/#"};

/// The text once in n times, otherwise nothing.
std::string sometimes(Choices& choices, unsigned n, std::string text) {
  return choices.once_in(n) ? std::move(text) : std::string();
}

std::string will(Choices& choices) {
  std::string words = fmt::format(" will={}:w", choices.one_of(topics));
  words += fmt::format(" wq={}", choices.below(3));
  words += choices.flag() ? " wr" : "";
  return words + fmt::format(" wd={}", choices.below(6));
}

std::string connect(Choices& choices) {
  std::string line = "connect";
  line += choices.flag() ? " v311" : " v5";
  line += choices.once_in(3) ? " clean" : "";
  line += sometimes(choices, 2, fmt::format(" expiry={}", choices.below(9)));
  line += sometimes(choices, 4, fmt::format(" ka={}", choices.below(5)));
  line += sometimes(choices, 4, fmt::format(" rm={}", 1 + choices.below(2)));
  line += sometimes(choices, 6, fmt::format(" size={}", 1 + choices.below(64)));
  line += sometimes(choices, 4, fmt::format(" tam={}", choices.below(3)));
  line += sometimes(choices, 6, fmt::format(" id={}", choices.one_of(clients)));
  line += sometimes(choices, 20, " id=-");
  line += sometimes(choices, 20, " auth=x");
  return line + sometimes(choices, 3, will(choices));
}

std::string publish(Choices& choices) {
  const auto qos = choices.below(3);
  std::string line = fmt::format("publish {}", choices.one_of(topics));
  line += choices.once_in(5) ? " -" : " x";
  line += fmt::format(" q={}", qos);
  if (qos != 0) line += fmt::format(" id={}", 1 + choices.below(4));
  if (qos != 0) line += sometimes(choices, 4, " dup");
  line += sometimes(choices, 3, " retain");
  line += sometimes(choices, 4, fmt::format(" exp={}", choices.below(5)));
  line += sometimes(choices, 6, fmt::format(" alias={}", choices.below(12)));
  line += sometimes(choices, 6, " up=a:1,b:2 pfi=1 ct=c rt=r cd=d");
  return line;
}

std::string subscribe(Choices& choices) {
  auto line = fmt::format("subscribe {}", 1 + choices.below(4));
  for (auto count = 1 + choices.below(3); count != 0; --count) {
    line += fmt::format(" {}", choices.one_of(filters));
    line += fmt::format(":{}", choices.below(3));
    line += choices.once_in(6) ? "n" : "";
    line += choices.flag() ? "p" : "";
    line += fmt::format("h{}", choices.below(3));
  }
  return line + sometimes(choices, 3, fmt::format(" sid={}", 1 + choices.below(3)));
}

std::string acknowledge(Choices& choices) {
  constexpr const char* types[] = {"puback", "pubrec", "pubrel", "pubcomp"};
  auto line = fmt::format("{}", choices.one_of(types));
  line += fmt::format(" {}", 1 + choices.below(4));
  return line + sometimes(choices, 8, " rc=80");
}

std::string disconnect(Choices& choices) {
  std::string line = "disconnect";
  line += sometimes(choices, 3, " rc=04");
  return line + sometimes(choices, 4, fmt::format(" expiry={}", choices.below(9)));
}

}  // namespace

std::string random_line(Choices& choices) {
  const auto kind = choices.below(20);
  if (kind == 19) {
    const auto seconds = choices.below(6);
    return fmt::format("wait {}.{}", seconds, choices.below(10));
  }
  if (kind == 18 && choices.once_in(8)) return choices.flag() ? "restart kept" : "restart lost";
  std::string line = std::string(choices.one_of(clients)) + " ";
  if (kind == 0) return line + (choices.once_in(4) ? "malformed U5.0-2.2.2.2-1 3" : "ping");
  if (kind <= 3) return line + connect(choices);
  if (kind <= 9) return line + publish(choices);
  if (kind <= 12) return line + subscribe(choices);
  if (kind <= 15) return line + acknowledge(choices);
  if (kind == 16) return line + "lost";
  if (kind == 17) return line + disconnect(choices);
  line += fmt::format("unsubscribe {}", 1 + choices.below(4));
  return line + fmt::format(" {}", choices.one_of(filters));
}

std::string random_script(Choices& choices, unsigned lines) {
  std::string script;
  for (const char* client : clients) script += std::string(client) + " " + connect(choices) + "\n";
  for (unsigned i = 0; i < lines; ++i) script += random_line(choices) + "\n";
  return script;
}

}  // namespace mqttspec::model::scripts
