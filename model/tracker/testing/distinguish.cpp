// See distinguish.hpp.
#include "model/tracker/testing/distinguish.hpp"

#include <algorithm>
#include <vector>

#include "model/scripts/random_script.hpp"
#include "model/scripts/testing/fault_scripts.hpp"
#include "model/tracker/testing/observers.hpp"

namespace mqttspec::model::tracker {

namespace {

/// For faults that the monitors or a look at the whole run would find on the scripts of the faults,
/// but that are lawful behaviour there: a QoS 2 message may be forwarded at PUBREL, retained
/// messages at QoS 0 may be forgotten, messages be held back while others are in flight.
constexpr std::string_view more_scripts[] = {
    "a connect clean; a subscribe 1 t:2; a publish t x q=2 id=1; a pubrel 1; a pubrec 1; a pubcomp "
    "1; a publish t y q=2 id=1; a pubrel 1",
    "a connect clean expiry=9; a subscribe 1 $share/g/t:1; c connect clean; c publish t x q=1 id=1;"
    "b connect clean; b subscribe 1 $share/g/t:1; x connect clean id=a",
    "a connect expiry=9; a subscribe 1 t:2; b connect clean; b publish t x q=1 id=1;"
    "b publish t y q=1 id=2; a lost; a connect expiry=9",
    "a connect expiry=9; a subscribe 1 t:2; b connect clean; b publish t x q=2 id=1 exp=2; a lost;"
    "wait 3; a connect expiry=9",
};

std::vector<std::string> parts(std::string_view text, std::string_view separators) {
  std::vector<std::string> all;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(separators), text.size());
    auto part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (part.starts_with(' ')) part.remove_prefix(1);
    if (!part.empty()) all.emplace_back(part);
  }
  return all;
}

std::string joined(const std::vector<std::string>& all, std::string_view separator) {
  std::string text;
  for (const auto& each : all) text += (text.empty() ? "" : std::string(separator)) + each;
  return text;
}

/// True if the line is still one without this word.
bool is_dispensable(const std::vector<std::string>& words, std::size_t place) {
  if (place < 2 || words.size() < 3) return false;
  const auto& verb = words[1];
  const auto& word = words[place];
  const auto is_filter = [](const std::string& text) {
    return text.find('=') == std::string::npos;
  };
  if (verb == "subscribe" || verb == "unsubscribe") {
    if (!is_filter(word)) return true;
    return place > 2 && std::count_if(words.begin() + 3, words.end(), is_filter) > 1;
  }
  // Above QoS 0 a PUBLISH has to have its identifier.
  const bool is_id = verb == "publish" && word.starts_with("id=");
  if (is_id && std::ranges::any_of(words, [](const auto& text) { return text.starts_with("q="); }))
    return false;
  constexpr std::string_view flags[] = {"clean", "dup", "retain", "noinfo", "info", "wr"};
  return !is_filter(word) || std::ranges::find(flags, word) != std::end(flags);
}

/// Takes out elements, the last first, as long as `holds` does.
template <class Holds, class May>
bool reduce(std::vector<std::string>& all, const May& may, const Holds& holds) {
  bool any = false;
  for (auto place = all.size(); place-- > 0;) {
    if (!may(all, place)) continue;
    const auto whole = all;
    all.erase(all.begin() + static_cast<std::ptrdiff_t>(place));
    if (holds())
      any = true;
    else
      all = whole;
  }
  return any;
}

/// A random script for Clients of one version.
std::string script_for(Version version, std::uint64_t seed) {
  const auto bytes = seeded_choices(seed, 500);
  Choices choices{Bytes(bytes)};
  auto script = scripts::random_script(choices, 25);
  const std::string_view other = version == Version::v5_0 ? " v311" : " v5";
  for (auto place = script.find(other); place != std::string::npos; place = script.find(other))
    script.erase(place, other.size());
  return script;
}

}  // namespace

bool is_rejected(std::string_view lines, Version version, const Profile& profile,
                 const FaultSet& faults) {
  PlainChooser chooser;
  Tracker tracker(profile, {.loses_input = false, .closing_loses_output = false});
  TrackerObserver observer(tracker);
  scripts::WatchedScript(version, profile, faults, chooser, {&observer}).run(lines);
  return tracker.explained() == Explained::no;
}

std::string shortened(std::string_view text, Version version, const Profile& profile,
                      const FaultSet& faults) {
  auto lines = parts(text, ";\n");
  const auto holds = [&] { return is_rejected(joined(lines, "; "), version, profile, faults); };
  const auto always = [](const auto&, std::size_t) { return true; };
  bool any = true;
  while (any) {
    any = reduce(lines, always, holds);
    for (auto& line : lines) {
      auto words = parts(line, " ");
      const auto still_holds = [&] {
        line = joined(words, " ");
        return holds();
      };
      any = reduce(words, is_dispensable, still_holds) || any;
      line = joined(words, " ");
    }
  }
  return joined(lines, "; ");
}

std::optional<Distinguishing> distinguishing_script(const FaultSet& faults, Version version,
                                                    unsigned random_scripts) {
  std::optional<Distinguishing> best;
  const auto lines_of = [](const std::string& text) { return std::ranges::count(text, ';'); };
  const auto consider = [&](std::string_view lines, const Profile& profile) {
    if (!is_rejected(lines, version, profile, faults)) return;
    Distinguishing found{profile.name, shortened(lines, version, profile, faults)};
    if (!best || std::pair(lines_of(found.lines), found.lines.size()) <
                     std::pair(lines_of(best->lines), best->lines.size()))
      best = std::move(found);
  };
  for (const auto& script : scripts::fault_scripts)
    consider(script.lines, *find_profile(script.profile));
  for (const auto script : more_scripts) consider(script, profiles().front());
  for (unsigned seed = 0; seed < random_scripts && !best; ++seed)
    consider(script_for(version, seed), profiles().front());
  return best;
}

}  // namespace mqttspec::model::tracker
