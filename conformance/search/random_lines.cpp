// See random_lines.hpp.
#include "conformance/search/random_lines.hpp"

#include <fmt/format.h>

#include <map>

#include "model/scripts/random_script.hpp"

namespace mqttspec::conformance::search {
namespace {

// Live, one script in so many waits for timers.
constexpr std::uint32_t seldom = 40;
// Packets are cut within their first bytes, where the fields are.
constexpr std::uint32_t longest_cut = 24;

void replace(std::string& line, std::string_view what, std::string_view with) {
  if (const auto found = line.find(what); found != line.npos)
    line.replace(found, what.size(), with);
}

// A topic that begins with $ is another kind of topic only without the prefix of the script, and
// control characters in topics are a matter of taste.
// The Clients acknowledge by themselves, soon or later.
void fit(std::string& line, const ScriptKind& kind, std::size_t position) {
  for (const std::string_view verb : {" puback ", " pubrec ", " pubrel ", " pubcomp "})
    if (line.contains(verb))
      line = line.substr(0, line.find(' ')) + (position % 2 == 0 ? " slow" : " awake");
  replace(line, " $s ", " s ");
  replace(line, "=$s:", "=s:");
  replace(line, "t\x01", "t/2");
  if (!kind.v3_1_1) replace(line, " v311", " v5");
  if (!kind.v5_0) replace(line, " v5", " v311");
  replace(line, " x q=", fmt::format(" x{} q=", position));
  replace(line, ":w wq=", fmt::format(":w{} wq=", position));
}

// Which Clients are there, as far as the lines tell: whoever connects while it is there loses its
// connection first, and who is away comes back before it does anything else.
class Presence {
 public:
  std::vector<std::string> before(const std::string& line, Choices& choices) {
    const auto name = line.substr(0, line.find(' '));
    const auto does = [&](std::string_view verb) { return line.contains(verb); };
    auto& here = here_[name];
    std::vector<std::string> lines;
    if (name == "wait" || name == "together") return lines;
    if (does(" connect") && here)
      lines.push_back(name + (choices.once_in(3) ? " disconnect" : " lost"));
    if (!does(" connect") && !here)
      lines.push_back(fmt::format("{} connect {} expiry={}", name, choices.flag() ? "v5" : "v311",
                                  choices.below(9)));
    here = !does(" lost") && !does(" disconnect") && !does(" cut=");
    return lines;
  }

 private:
  std::map<std::string, bool> here_;
};

}  // namespace

std::vector<std::string> random_lines(Choices& choices, const ScriptKind& kind, unsigned most) {
  std::vector<std::string> lines;
  Presence presence;
  const bool waits = kind.virtual_time || choices.once_in(seldom);
  if (choices.once_in(4)) lines.emplace_back("together");
  const auto count = most - choices.below(most / 2 + 1);
  for (unsigned i = 0; i < count; ++i) {
    // The generator of the model begins each script with the connects.
    auto line =
        i == 0 ? model::scripts::random_script(choices, 0) : model::scripts::random_line(choices);
    // What is malformed is the matter of cases: a Server need not notice most of it.
    if (line.starts_with("restart") || line.contains("malformed") ||
        (line.starts_with("wait") && !waits))
      continue;
    while (!line.empty()) {
      auto each = line.substr(0, line.find('\n'));
      line.erase(0, each.size() + 1);
      if (i > 0 && choices.once_in(30))
        each += fmt::format(" cut={}", 1 + choices.below(longest_cut));
      fit(each, kind, lines.size());
      for (auto& other : presence.before(each, choices)) {
        fit(other, kind, lines.size());
        lines.push_back(std::move(other));
      }
      lines.push_back(std::move(each));
    }
  }
  return lines;
}

}  // namespace mqttspec::conformance::search
