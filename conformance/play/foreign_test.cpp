// A broker that lets messages of other cases through: what they say decides nothing.
#include <gtest/gtest.h>

#include "conformance/cases/index.hpp"
#include "conformance/packets/builders.hpp"
#include "conformance/runner/runner.hpp"
#include "conformance/wire/testing/around_reference.hpp"
#include "model/profile.hpp"

namespace mqttspec::conformance::play {

using namespace wire;

namespace {

constexpr std::uint8_t connack = 0x20;
constexpr std::uint8_t puback = 0x40;

// A broker that is right but for a message of QoS 0 to each Client behind its CONNACK and PUBACKs.
class LeakyNetwork final : public wire::testing::AroundReference {
 public:
  explicit LeakyNetwork(Version version)
      : stray_(packets::publish(exact("mqttspec/othr/001/t"), "stray")
                   .bytes({Names("othr", 1), version})
                   .value()) {}

  void await_end(ConnectionId, Time) override {}
  std::vector<NetworkEvent> wait(Time deadline) override {
    auto events = inner().wait(deadline);
    for (auto& event : events) {
      if (event.kind != NetworkEvent::Kind::bytes) continue;
      const auto first = event.bytes[0];
      const bool accepts = first == connack && event.bytes[3] == 0;
      if (accepts || first == puback)
        event.bytes.insert(event.bytes.end(), stray_.begin(), stray_.end());
    }
    return events;
  }

 private:
  std::vector<std::uint8_t> stray_;
};

TEST(Foreign, MessagesDecideNothing) {
  const auto& plain = model::profiles().front();
  for (const auto& group : cases::case_groups()) {
    for (const auto& which : group.cases) {
      for (const Version version : {Version::v3_1_1, Version::v5_0}) {
        if (!which.runs_in(version)) continue;
        const Names names("test", 1);
        const auto right = make_loopback_network(plain);
        LeakyNetwork leaky(version);
        const auto expected = runner::run_case(which, *right, version, names, {});
        const auto result = runner::run_case(which, leaky, version, names, {});
        EXPECT_EQ(result.verdict, expected.verdict)
            << which.name << " " << to_string(version) << ": " << result.expected << "; "
            << result.actual;
      }
    }
  }
}

}  // namespace
}  // namespace mqttspec::conformance::play
