// The scripts of a search are what their lines say, and nothing in them is in vain.
#include "conformance/search/random_lines.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>

#include "model/scripts/action.hpp"

namespace mqttspec::conformance::search {
namespace {

using model::scripts::Action;

constexpr unsigned most = 24;

bool is_about_the_script(std::string_view line) {
  return line.starts_with("in world") || line == "together";
}

// Calls see(line, action, version), where the version is that of its Client's connection before
// the line, if there is one.
template <class See>
void see_all(See see, const ScriptKind& kind = {}) {
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const auto bytes = seeded_choices(seed * 5'000, 1'024);
    Choices choices{Bytes(bytes)};
    std::map<std::string, Version> open;
    for (const auto& line : random_lines(choices, kind, most)) {
      if (is_about_the_script(line)) continue;
      const auto action = model::scripts::action_of(line, Version::v5_0);
      const auto found = open.find(action.client);
      see(line, action, found == open.end() ? std::nullopt : std::optional(found->second));
      const auto type = action.packet ? std::optional(type_of(*action.packet)) : std::nullopt;
      if (type == PacketType::connect)
        open[action.client] = std::get<owned::Connect>(*action.packet).version;
      if (type == PacketType::disconnect || action.kind == Action::Kind::lost ||
          line.contains(" cut=") || line.contains(" illegal "))
        open.erase(action.client);
    }
  }
}

TEST(RandomLines, HaveThreeClientsAndManyCommands) {
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const auto bytes = seeded_choices(seed * 5'000, 1'024);
    Choices choices{Bytes(bytes)};
    const auto lines = random_lines(choices, {}, most);
    for (const char* client : {"a connect ", "b connect ", "c connect "})
      EXPECT_TRUE(
          std::ranges::any_of(lines, [&](const auto& line) { return line.starts_with(client); }));
    const auto commands =
        std::ranges::count_if(lines, [](const auto& line) { return !is_about_the_script(line); });
    EXPECT_GE(commands, 3 + most / 2);
  }
}

TEST(RandomLines, AreTheirActions) {
  see_all([](const std::string& line, const Action& action, std::optional<Version>) {
    if (action.kind == Action::Kind::none) return;  // slow, awake, illegal
    EXPECT_EQ(to_line(action), line.substr(0, line.find(" cut=")));
  });
}

TEST(RandomLines, AreOfClientsThatAreThere) {
  std::size_t before_connect = 0;
  see_all([&](const std::string& line, const Action& action, std::optional<Version> version) {
    if (action.kind == Action::Kind::wait) return;
    const bool begins = line.contains(" connect ") || line.contains(" before-connect");
    EXPECT_EQ(version.has_value(), !begins) << line;
    if (line.contains(" before-connect")) ++before_connect;
  });
  EXPECT_GT(before_connect, 0U);
}

TEST(RandomLines, HaveNoPropertiesIn311) {
  std::size_t seen = 0;
  see_all([&](const std::string& line, const Action& action, std::optional<Version> version) {
    if (!action.packet) return;
    if (const auto* connect = std::get_if<owned::Connect>(&*action.packet))
      version = connect->version;
    if (version != Version::v3_1_1) return;
    ++seen;
    if (const auto* publish = std::get_if<owned::Publish>(&*action.packet)) {
      EXPECT_EQ(publish->properties, owned::PublishProperties()) << line;
    }
    for (const char* word : {" expiry=", " rm=", " tam=", " size=", " sid=", " wd=", " rc="})
      EXPECT_FALSE(line.contains(word)) << line;
  });
  EXPECT_GT(seen, 1'000U);
}

TEST(RandomLines, AreOfTheVersionThatIsServed) {
  see_all([](const std::string& line, const Action&,
             std::optional<Version>) { EXPECT_FALSE(line.contains(" v5")) << line; },
          {.v5_0 = false});
  see_all([](const std::string& line, const Action&,
             std::optional<Version>) { EXPECT_FALSE(line.contains(" v311")) << line; },
          {.v3_1_1 = false});
}

}  // namespace
}  // namespace mqttspec::conformance::search
