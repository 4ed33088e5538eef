// TCP wires against a peer that the test plays itself, on loopback ports.
#include "conformance/wire/tcp.hpp"

#include <gtest/gtest.h>

#include "conformance/wire/socket.hpp"

namespace mqttspec::conformance::wire {

namespace {

constexpr Time soon = 2'000;

struct Peer {
  Address address{"127.0.0.1", 0};
  std::expected<Socket, std::string> listener = listen_on(address);
  std::unique_ptr<Target> target =
      make_tcp_target("tcp://" + to_string(address), soon).value_or(nullptr);
  std::unique_ptr<Network> network = target->network();

  /// A wire and the other end of it.
  std::pair<ConnectionId, Socket> connection() {
    const auto id = network->connect();
    EXPECT_TRUE(id) << id.error();
    auto other = accept_one(*listener);
    EXPECT_TRUE(other);
    return {*id, std::move(*other)};
  }
};

TEST(Tcp, ArrivalsOnAllWiresAreSeenTogether) {
  Peer peer;
  auto [first, a] = peer.connection();
  auto [second, b] = peer.connection();
  send_some(a, as_bytes("one"));
  send_some(b, as_bytes("two"));
  std::string seen[2];
  while (seen[first].empty() || seen[second].empty()) {
    const auto events = peer.network->wait(soon);
    ASSERT_FALSE(events.empty());
    for (const auto& event : events) {
      ASSERT_EQ(event.kind, NetworkEvent::Kind::bytes);
      EXPECT_LE(event.at, peer.network->now());
      seen[event.connection] += as_text(event.bytes);
    }
  }
  EXPECT_EQ(seen[first], "one");
  EXPECT_EQ(seen[second], "two");
}

TEST(Tcp, TellsAnOrderlyEndFromAReset) {
  Peer peer;
  auto [first, a] = peer.connection();
  send_some(a, as_bytes("last words"));
  a.close();
  std::vector<NetworkEvent> events;
  while (events.empty() || events.back().kind != NetworkEvent::Kind::closed) {
    auto more = peer.network->wait(soon);
    ASSERT_FALSE(more.empty());
    std::ranges::move(more, std::back_inserter(events));
  }
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(as_text(events[0].bytes), "last words");
  EXPECT_EQ(events[1].closing, Closing::fin);

  auto [second, b] = peer.connection();
  b.cut();
  events = peer.network->wait(peer.network->now() + soon);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].connection, second);
  EXPECT_EQ(events[0].closing, Closing::reset);
}

TEST(Tcp, AResetFoundWhileSendingIsStillAReset) {
  Peer peer;
  auto [connection, other] = peer.connection();
  other.cut();
  EXPECT_TRUE(peer.network->send(connection, as_bytes("into the void")));
  const auto events = peer.network->wait(soon);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].closing, Closing::reset);
  EXPECT_FALSE(peer.network->send(connection, as_bytes("more")));
}

TEST(Tcp, ReturnsNothingAtTheDeadlineAndNotBefore) {
  Peer peer;
  const auto held_open = peer.connection();
  const auto deadline = peer.network->now() + 30;
  EXPECT_TRUE(peer.network->wait(deadline).empty());
  EXPECT_GE(peer.network->now(), deadline);
  EXPECT_LT(peer.network->now(), deadline + 1'000);
}

/// Reads until the other end closes; serves the network meanwhile.
std::pair<std::string, Transfer::End> read_all(Network& network, const Socket& socket) {
  std::vector<std::uint8_t> bytes;
  while (network.now() < 30'000) {
    const auto transfer = receive_some(socket, bytes, 1'000'000);
    if (transfer.end != Transfer::End::none) return {std::string(as_text(bytes)), transfer.end};
    network.wait(network.now());
  }
  return {std::string(as_text(bytes)), Transfer::End::none};
}

TEST(Tcp, CloseSendsWhatIsQueuedAndThenFin) {
  Peer peer;
  auto [connection, other] = peer.connection();
  send_some(other, as_bytes("never read"));
  const std::string large(8'000'000, 'x');  // more than the system's buffers hold
  EXPECT_TRUE(peer.network->send(connection, as_bytes(large)));
  peer.network->close(connection);
  EXPECT_FALSE(peer.network->send(connection, as_bytes("late")));
  const auto [text, end] = read_all(*peer.network, other);
  EXPECT_EQ(text.size(), large.size());
  EXPECT_EQ(end, Transfer::End::fin);
}

TEST(Tcp, AwaitEndReturnsWhenThePeerHasClosedToo) {
  Peer peer;
  auto [connection, other] = peer.connection();
  auto [silent, never] = peer.connection();
  peer.network->close(connection);
  peer.network->close(silent);
  EXPECT_EQ(read_all(*peer.network, other).second, Transfer::End::fin);
  other.close();
  peer.network->await_end(connection, peer.network->now() + 60'000);
  EXPECT_LT(peer.network->now(), 30'000U);
  const Time deadline = peer.network->now() + 20;
  peer.network->await_end(silent, deadline);
  EXPECT_GE(peer.network->now(), deadline);
}

TEST(Tcp, CutIsSeenAsAReset) {
  Peer peer;
  auto [connection, other] = peer.connection();
  peer.network->cut(connection);
  EXPECT_EQ(read_all(*peer.network, other).second, Transfer::End::reset);
  EXPECT_TRUE(peer.network->wait(0).empty());
}

TEST(Tcp, AFloodIsReadNoFurtherThanTheAllowance) {
  Peer peer;
  auto [connection, other] = peer.connection();
  const std::string chunk(100'000, 'f');
  std::size_t seen = 0;
  for (int i = 0; i < 200; ++i) {
    send_some(other, as_bytes(chunk));
    for (const auto& event : peer.network->wait(0)) {
      EXPECT_LE(event.bytes.size(), 16U * 1024);
      seen += event.bytes.size();
    }
  }
  EXPECT_GE(seen, 64U * 1024);
  EXPECT_LE(seen, (64U + 16) * 1024);
  // The wire is full, and still its end is noticed without a busy wait.
  const auto deadline = peer.network->now() + 20;
  EXPECT_TRUE(peer.network->wait(deadline).empty());
  EXPECT_GE(peer.network->now(), deadline);
  other.cut();
  const auto events = peer.network->wait(peer.network->now() + soon);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].kind, NetworkEvent::Kind::closed);
}

TEST(Tcp, SaysWhyAConnectionWasNotMade) {
  Peer peer;
  peer.listener->close();
  const auto refused = peer.network->connect();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), to_string(peer.address) + ": connection refused");

  const auto unknown = make_tcp_target("tcp://no-such-host.invalid:1883", soon);
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().find("no-such-host.invalid"), std::string::npos);
}

TEST(Tcp, AnAttemptToConnectHasALimit) {
  // A listener that accepts nobody: when its backlog is full, attempts are left unanswered.
  Peer peer;
  ASSERT_EQ(::listen(peer.listener->descriptor(), 0), 0);
  const auto target = make_tcp_target(peer.target->name(), 50).value_or(nullptr);
  std::string error;
  const auto network = target->network();
  for (int i = 0; i < 20 && error.empty(); ++i)
    if (const auto connection = network->connect(); !connection) error = connection.error();
  EXPECT_NE(error.find("no answer to an attempt to connect in 50 ms"), std::string::npos) << error;
}

TEST(Tcp, EachVersionIsReachedWhereItIsServed) {
  const Peer old_one;
  const Peer new_one;
  std::vector<NamedTransport> named;
  for (const auto* const each : {&old_one, &new_one})
    named.push_back(
        {to_string(each->address), *Transport::to({.address = each->address, .path = {}})});
  const auto target = make_tcp_target(named[0], named[1], soon).value();
  EXPECT_EQ(target->name(), "3.1.1: " + named[0].name + ", 5.0: " + named[1].name);
  EXPECT_TRUE(target->serves_apart());
  EXPECT_EQ(target->nodes(), 1U);
  const auto network = target->network();
  EXPECT_EQ(network->nodes(), 1U);
  std::vector<Socket> others;
  const struct {
    Version version;
    const Peer& peer;
    std::string_view said;
  } table[] = {{Version::v5_0, new_one, "new"}, {Version::v3_1_1, old_one, "old"}};
  for (const auto& row : table) {
    const auto id = network->connect_to(0, row.version);
    ASSERT_TRUE(id) << id.error();
    auto other = accept_one(*row.peer.listener);
    ASSERT_TRUE(other);
    others.push_back(*std::move(other));
    send_some(others.back(), as_bytes(row.said));
    const auto events = network->wait(network->now() + soon);
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].connection, *id);
    EXPECT_EQ(as_text(events[0].bytes), row.said);
  }
}

}  // namespace
}  // namespace mqttspec::conformance::wire
