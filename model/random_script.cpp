// See random_script.hpp.
#include "model/random_script.hpp"

#include <fmt/format.h>

namespace mqttspec::model {

namespace {

constexpr const char* clients[] = {"a", "b", "c"};
constexpr const char* topics[] = {"t", "t/1", "u", "$s", "t\x01"};
constexpr const char* filters[] = {"t", "t/#", "#", "+", "$share/g/t", "$share/h/#"};

/// The text once in n times, otherwise nothing.
std::string sometimes(Choices& choices, unsigned n, std::string text) {
  return choices.once_in(n) ? text : std::string();
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
  line += sometimes(choices, 3,
                    fmt::format(" will={}:w wq={}{} wd={}", choices.one_of(topics),
                                choices.below(3), choices.flag() ? " wr" : "", choices.below(6)));
  return line;
}

std::string publish(Choices& choices) {
  const auto qos = choices.below(3);
  std::string line = fmt::format("publish {} {} q={}", choices.one_of(topics),
                                 choices.once_in(5) ? "-" : "x", qos);
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
  for (auto count = 1 + choices.below(3); count != 0; --count)
    line += fmt::format(" {}:{}{}{}h{}", choices.one_of(filters), choices.below(3),
                        choices.once_in(6) ? "n" : "", choices.flag() ? "p" : "", choices.below(3));
  return line + sometimes(choices, 3, fmt::format(" sid={}", 1 + choices.below(3)));
}

std::string acknowledge(Choices& choices) {
  constexpr const char* types[] = {"puback", "pubrec", "pubrel", "pubcomp"};
  auto line = fmt::format("{} {}", choices.one_of(types), 1 + choices.below(4));
  return line + sometimes(choices, 8, " rc=80");
}

std::string disconnect(Choices& choices) {
  return "disconnect" + sometimes(choices, 3, " rc=04") +
         sometimes(choices, 4, fmt::format(" expiry={}", choices.below(9)));
}

}  // namespace

std::string random_line(Choices& choices) {
  const auto kind = choices.below(20);
  if (kind == 19) return fmt::format("wait {}.{}", choices.below(6), choices.below(10));
  if (kind == 18 && choices.once_in(8)) return choices.flag() ? "restart kept" : "restart lost";
  std::string line = std::string(choices.one_of(clients)) + " ";
  if (kind == 0) return line + (choices.once_in(4) ? "malformed U5.0-2.2.2.2-1 3" : "ping");
  if (kind <= 3) return line + connect(choices);
  if (kind <= 9) return line + publish(choices);
  if (kind <= 12) return line + subscribe(choices);
  if (kind <= 15) return line + acknowledge(choices);
  if (kind == 16) return line + "lost";
  if (kind == 17) return line + disconnect(choices);
  return line + fmt::format("unsubscribe {} {}", 1 + choices.below(4), choices.one_of(filters));
}

std::string random_script(Choices& choices, unsigned lines) {
  std::string script;
  for (const char* client : clients) script += std::string(client) + " " + connect(choices) + "\n";
  for (unsigned i = 0; i < lines; ++i) script += random_line(choices) + "\n";
  return script;
}

}  // namespace mqttspec::model
