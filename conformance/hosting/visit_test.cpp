// A Client whose process ends has closed nothing, and satisfied nothing.
#include "conformance/hosting/visit.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "codec/decode.hpp"
#include "conformance/runner/client_runner.hpp"
#include "conformance/subject/in_process.hpp"

namespace mqttspec::conformance::hosting {
namespace {

using subject::Happening;

/// Its process ends when bytes come that are no packet.
class Mortal final : public subject::Subject {
 public:
  const subject::Abilities* abilities(Version version) const override {
    return client_->abilities(version);
  }
  void ask(const subject::Command& command) override { client_->ask(command); }
  bool send(subject::ConnectionId connection, Bytes bytes) override {
    if (decode_packet(bytes, {.version = Version::v5_0, .sender = Sender::server}))
      return client_->send(connection, bytes);
    last_.push_back({Happening::Kind::closed, now(), connection});
    last_.push_back({.kind = Happening::Kind::ended, .at = now(), .text = "exit code 1"});
    return true;
  }
  void close(subject::ConnectionId connection) override { client_->close(connection); }
  void cut(subject::ConnectionId connection) override { client_->cut(connection); }
  std::vector<Happening> wait(subject::Time deadline) override {
    return last_.empty() ? client_->wait(deadline) : std::exchange(last_, {});
  }
  subject::Time now() const override { return client_->now(); }

 private:
  std::unique_ptr<subject::Subject> client_ =
      subject::make_reference_subject(model::client::profiles().front());
  std::vector<Happening> last_;
};

TEST(Visit, AnEndOfTheProcessIsNoClosing) {
  const std::string name = "client/malformed/publish-of-qos-3";
  const auto cases = runner::select_client_cases(std::span(&name, 1));
  ASSERT_EQ(cases.size(), 1U);
  const auto& which = *cases[0].second;
  const auto right = subject::make_reference_subject(model::client::profiles().front());
  EXPECT_EQ(runner::visit_client(which, *right, Version::v5_0, {}).verdict, Verdict::pass);

  Mortal mortal;
  const auto result = runner::visit_client(which, mortal, Version::v5_0, {});
  EXPECT_EQ(result.verdict, Verdict::inconclusive);
  EXPECT_TRUE(result.target_gone);
  ASSERT_FALSE(result.judgements.empty());
  for (const auto& each : result.judgements)
    EXPECT_EQ(each.verdict, StatementVerdict::undecided) << each.statement.id();
}

}  // namespace
}  // namespace mqttspec::conformance::hosting
