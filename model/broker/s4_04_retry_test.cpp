// Re-delivery, section 4.4, whatever freedoms the broker takes on the way.
#include <gtest/gtest.h>

#include "codec/choices.hpp"
#include "model/profile.hpp"
#include "model/scripts/testing/script.hpp"

namespace mqttspec::model::broker {

using namespace scripts;
namespace {

/// What stands behind the words, a digit each, in the PUBLISH packets that s is sent.
std::string digits_behind(std::string_view words, std::string_view lines) {
  std::string result;
  while (!lines.empty()) {
    const auto line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(line.size() + 1, lines.size()));
    const auto at = line.find(words);
    if (line.starts_with("s PUBLISH") && at != line.npos) result += line[at + words.size()];
  }
  return result;
}

/// The payloads that s is sent if it acknowledges everything, one after the other.
std::string payloads(Script& script, std::string lines) {
  std::string result;
  while (!lines.empty()) {
    result += digits_behind("payload \"", lines);
    std::string next;
    for (const char id : digits_behind("id=", lines))
      next += script.run(std::string("s puback ") + id);
    lines = std::move(next);
  }
  return result;
}

/// [MQTT-4.6.0-6] of 3.1.1: a broker that has few messages in flight (F12) keeps their order, and
/// sends nothing new before what it has to send again.
TEST(RetryTest, KeepsTheOrderWithAnyNumberInFlight) {
  std::size_t resumptions = 0;
  for (std::uint64_t seed = 0; seed < 2'000; ++seed) {
    const auto bytes = seeded_choices(seed, 200);
    Choices choices{Bytes(bytes)};
    ByteChooser chooser(choices);
    Script script(Version::v3_1_1, profiles().front(), {}, chooser);
    script.run(
        "s connect; s subscribe 1 t:1; p connect clean; p publish t 1 q=1 id=1;"
        "p publish t 2 q=1 id=2; p publish t 3 q=1 id=3; s lost");
    const auto lines = script.run("s connect; p publish t 4 q=1 id=4; p publish t 5 q=1 id=5");
    const auto resumed = payloads(script, lines);
    // The subscription is granted at QoS 1, at QoS 0, or not at all.
    EXPECT_TRUE(resumed == "12345" || resumed == "45" || resumed.empty()) << resumed << ' ' << seed;
    if (resumed == "12345") ++resumptions;
  }
  EXPECT_GT(resumptions, 100U);
}

/// A PUBREC for a PUBLISH of the connection before, which waits to be sent again, is answered once.
TEST(RetryTest, ReleasesOnceWhatWaitsToBeSentAgain) {
  PlainChooser chooser;
  Script script(Version::v5_0, profiles().front(), {}, chooser);
  script.run(
      "s connect expiry=60 rm=2; s subscribe 1 t:2; p connect clean; p publish t 1 q=2 id=1;"
      "p pubrel 1; p publish t 2 q=2 id=2; p pubrel 2; s lost; s connect expiry=60 rm=1");
  EXPECT_EQ(script.run("s pubrec 2"), "s PUBREL id=2\n");
}

}  // namespace
}  // namespace mqttspec::model::broker
