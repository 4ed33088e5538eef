// Targets that hang, shout, lie and die: every run on them ends soon, with verdicts that accuse
// nobody wrongly and never the program itself.
#include <gtest/gtest.h>

#include <chrono>

#include "conformance/runner/runner.hpp"
#include "conformance/selftest/testing/hostile_server.hpp"
#include "conformance/wire/broker_server.hpp"
#include "conformance/wire/tcp.hpp"

namespace mqttspec::conformance::selftest {

using namespace testing;
using namespace packets;
using namespace play;
using namespace report;
using namespace runner;
using namespace wire;

namespace {

using std::chrono::seconds;
using std::chrono::steady_clock;
using namespace std::literals;

// Many times what a case takes, and few enough to be kept of a server that sends without end.
constexpr std::size_t most_events = 10'000;

constexpr auto connack_3_1_1 = "\x20\x02\x00\x00"sv;
constexpr auto connack_5_0 = "\x20\x03\x00\x00\x00"sv;
constexpr auto pingresp = "\xd0\x00"sv;

// Waits for a CONNECT and accepts it in its own version.
bool accept(HostileConnection& connection) {
  const auto bytes = connection.receive();
  constexpr std::size_t level = 8;  // position of the Protocol Level in a short CONNECT
  if (bytes.size() <= level) return false;
  return connection.send(as_bytes(bytes[level] == 5 ? connack_5_0 : connack_3_1_1));
}

RunReport run_on(const std::string& url, std::vector<std::string> select) {
  RunPlan plan;
  plan.select = std::move(select);
  plan.settings.patience = 100;
  plan.settings.late_limit = 200;
  plan.nonce = "host";
  plan.jobs = 16;
  const auto target = make_tcp_target(url, plan.settings.patience).value_or(nullptr);
  EXPECT_NE(target, nullptr) << url;
  return run_cases(*target, plan, {}, {});
}

struct Row {
  std::string_view name;
  HostileServer::Behaviour behaviour;
  bool served;  // it looks like a broker at first
  std::vector<int> codes;
};

std::vector<Row> hostile_behaviours() {
  // In large pieces: what is to be slowed down is the runner, not this machine.
  const auto shout = [](std::string_view text) {
    return [text](HostileConnection& connection) {
      std::string piece;
      while (piece.size() < 4096) piece += text;
      while (connection.send(as_bytes(piece))) continue;
    };
  };
  const auto say = [](std::string_view text) {
    return [text](HostileConnection& connection) {
      connection.send(as_bytes(text));
      connection.hold();
    };
  };
  const auto accept_then = [](HostileServer::Behaviour next) {
    return [next](HostileConnection& connection) {
      if (accept(connection)) next(connection);
    };
  };
  const auto cut = [](HostileConnection& connection) { connection.cut(); };
  const auto hold = [](HostileConnection& connection) { connection.hold(); };
  return {
      {"never answers", hold, false, {3}},
      {"closes at once", [](HostileConnection&) {}, false, {3}},
      {"resets at once", cut, false, {3}},
      {"garbage", say("\xff\xfe\xfd garbage \x01\x02"sv), false, {3}},
      {"greets like an old mail server", say("220 ready\r\n"sv), false, {3}},
      {"half a CONNACK, then a reset",
       [](HostileConnection& connection) {
         connection.send(as_bytes("\x20"sv));
         connection.cut();
       },
       false,
       {3}},
      {"a packet that never ends", say("\x20\xff\xff\xff\x7f\x00"sv), false, {3}},
      {"HTTP",
       [](HostileConnection& connection) {
         connection.receive();
         connection.send(as_bytes("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"sv));
       },
       false,
       {3}},
      {"echo",
       [](HostileConnection& connection) {
         for (auto bytes = connection.receive(); !bytes.empty(); bytes = connection.receive())
           if (!connection.send(bytes)) return;
       },
       false,
       {3}},
      {"floods with garbage", shout("\0"sv), false, {3}},
      {"accepts everybody and says no more", accept_then(hold), true, {1, 3}},
      {"accepts everybody and closes", accept_then([](HostileConnection&) {}), true, {1, 3}},
      {"accepts everybody and resets", accept_then(cut), true, {1, 3}},
      {"accepts everybody and floods with PINGRESP", accept_then(shout(pingresp)), true, {1, 3}},
      {"accepts everybody and floods with garbage", accept_then(shout("\xff"sv)), true, {1, 3}},
  };
}

class HostileTargets : public ::testing::TestWithParam<std::size_t> {};

TEST_P(HostileTargets, AreJudgedSoonAndSensibly) {
  const auto row = hostile_behaviours()[GetParam()];
  const auto begin = steady_clock::now();
  const HostileServer server(row.behaviour);
  const auto report = run_on(server.url(), {"qos1/*", "qos2/*"});
  EXPECT_LT(steady_clock::now() - begin, seconds(30)) << row.name;
  ASSERT_FALSE(report.cases.empty());
  for (const auto& facts : report.facts)
    EXPECT_EQ(facts.served, row.served) << row.name << ": " << facts.evidence;
  for (const auto& each : report.cases) {
    const auto verdict = each.result.verdict;
    EXPECT_TRUE(verdict == Verdict::not_run || verdict == Verdict::inconclusive ||
                verdict == Verdict::fail)
        << row.name << ": " << each.which->name << ": " << to_string(verdict);
    EXPECT_LE(each.result.trace.size(), most_events) << row.name << ": " << each.which->name;
    if (!row.served) {
      EXPECT_EQ(verdict, Verdict::not_run) << row.name << ": " << each.which->name;
    }
  }
  EXPECT_NE(std::ranges::find(row.codes, exit_code(report, false)), row.codes.end())
      << row.name << ": " << exit_code(report, false);
}

INSTANTIATE_TEST_SUITE_P(All, HostileTargets,
                         ::testing::Range(std::size_t{0}, hostile_behaviours().size()));

// A broker that is right, on a port, in a thread.
class RightBroker {
 public:
  RightBroker()
      : server_(*BrokerServer::listen({"127.0.0.1", 0}, model::profiles().front())),
        thread_([this](std::stop_token stop) { server_.serve(std::move(stop)); }) {}
  const Address& address() const { return server_.address(); }

 private:
  BrokerServer server_;
  std::jthread thread_;
};

// Passes bytes on to a broker and back, one byte a time.
void pass_on_in_bytes(HostileConnection& client, const Address& broker) {
  auto target = make_tcp_target("tcp://" + to_string(broker), 1'000).value_or(nullptr);
  const auto network = target->network();
  const auto connection = network->connect();
  if (!connection) return;
  for (bool open = true; open;) {
    for (const auto& byte : client.receive_now()) network->send(*connection, Bytes(&byte, 1));
    for (const auto& event : network->wait(network->now() + 1)) {
      for (const auto& byte : event.bytes) open = open && client.send(Bytes(&byte, 1));
      open = open && event.kind == NetworkEvent::Kind::bytes;
    }
    open = open && client.is_open();
  }
}

TEST(HostileTargets, ABrokerThatSendsByteByByteIsJudgedLikeAnyOther) {
  const RightBroker broker;
  const HostileServer in_bytes(
      [&](HostileConnection& client) { pass_on_in_bytes(client, broker.address()); });
  const std::vector<std::string> select = {"qos1/*", "qos2/*"};
  RunPlan plan;
  plan.select = select;
  plan.nonce = "byte";
  plan.jobs = 8;
  const auto whole = make_tcp_target("tcp://" + to_string(broker.address()), 1'000).value();
  const auto cut = make_tcp_target(in_bytes.url(), 1'000).value();
  const auto expected = run_cases(*whole, plan, {}, {});
  const auto report = run_cases(*cut, plan, {}, {});
  ASSERT_EQ(report.cases.size(), expected.cases.size());
  for (std::size_t i = 0; i < report.cases.size(); ++i) {
    EXPECT_EQ(report.cases[i].result.verdict, expected.cases[i].result.verdict)
        << report.cases[i].which->name << ": " << report.cases[i].result.actual;
    EXPECT_EQ(expected.cases[i].result.verdict, Verdict::pass) << report.cases[i].which->name;
  }
}

TEST(HostileTargets, ATargetThatDiesIsNoticedOnce) {
  // It serves some Clients, more than ask before the cases, and is never seen again.
  const RightBroker broker;
  const HostileServer server(
      [&](HostileConnection& client) { pass_on_in_bytes(client, broker.address()); }, 120);
  const auto begin = steady_clock::now();
  const auto report = run_on(server.url(), {});
  EXPECT_LT(steady_clock::now() - begin, seconds(30));
  EXPECT_FALSE(report.complete);
  EXPECT_EQ(report.cut_short, "the target was gone");
  std::size_t not_run = 0;
  std::size_t blamed = 0;
  for (const auto& each : report.cases) {
    EXPECT_NE(each.result.verdict, Verdict::error) << each.which->name;
    if (each.result.verdict == Verdict::not_run) ++not_run;
    if (each.result.explanation.contains("the target was gone after this case")) ++blamed;
  }
  EXPECT_GT(not_run, report.cases.size() / 2);
  EXPECT_GT(blamed, 0U);
  EXPECT_NE(exit_code(report, false), 0);
}

TEST(HostileTargets, ARunIsInterruptedAtOnce) {
  const HostileServer server([](HostileConnection& connection) {
    if (accept(connection)) connection.hold();
  });
  RunPlan plan;
  plan.nonce = "stop";
  plan.select = {"qos1/*", "qos2/*"};  // which all wait for an answer
  plan.settings.patience = 60'000;
  const auto target = make_tcp_target(server.url(), 1'000).value();
  std::stop_source source;
  std::size_t running = 0;
  const auto begin = steady_clock::now();
  std::jthread stopper([&] {
    const auto network = target->network();
    network->wait(300);  // of the run
    source.request_stop();
  });
  const auto report = run_cases(
      *target, plan, [&](const CaseReport&, auto, auto) { ++running; }, source.get_token());
  EXPECT_LT(steady_clock::now() - begin, seconds(20));
  EXPECT_FALSE(report.complete);
  EXPECT_EQ(report.cut_short, "interrupted");
  EXPECT_EQ(running, report.cases.size());
  // Its CONNACK declines Topic Aliases, which is known before any case is begun.
  for (const auto& each : report.cases)
    EXPECT_LE(each.result.verdict, Verdict::declined) << each.which->name;
}

}  // namespace
}  // namespace mqttspec::conformance::selftest
