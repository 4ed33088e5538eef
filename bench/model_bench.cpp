// How many packets a second the broker's step function takes and gives, in process and without a
// wire: what the embedded target, the mutants and the explorer live on.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "model/broker/step.hpp"

namespace mqttspec::model {
namespace {

/// A broker in use, without a driver around it.
class Broker {
 public:
  /// Returns how many packets it gave out.
  std::size_t give(const Input& input) {
    outputs_.clear();
    broker::apply(state_, input, profile_, {}, chooser_, outputs_, fired_);
    return outputs_.size();
  }
  std::size_t give(ConnectionId connection, const Packet& packet) {
    return give(Received{connection, &packet});
  }
  void connect(ConnectionId connection, Version version) {
    const std::string name = "c" + std::to_string(connection);
    Connect connect;
    connect.version = version;
    connect.clean_start = true;
    connect.client_id = name;
    give(Opened{connection});
    give(connection, connect);
  }
  void subscribe(ConnectionId connection, std::string_view filter, Qos qos) {
    const std::vector<Subscription> subscriptions = {{filter, qos}};
    Subscribe subscribe;
    subscribe.packet_id = 1;
    subscribe.subscriptions = std::span<const Subscription>(subscriptions);
    give(connection, subscribe);
  }
  /// Of the first PUBLISH that was given out; 0 if there is none. Sessions that get the same
  /// messages use the same identifiers.
  std::uint16_t last_packet_id() const {
    for (const auto& output : outputs_)
      if (const auto* pending = std::get_if<Pending>(&output))
        if (const auto* publish = std::get_if<owned::Publish>(&pending->packet))
          return publish->packet_id;
    return 0;
  }

 private:
  Profile profile_;
  PlainChooser chooser_;
  BrokerState state_;
  std::vector<Output> outputs_;
  RuleSet fired_;
};

Publish publish_packet(Qos qos) {
  Publish publish;
  publish.topic = "sensors/7/temperature";
  publish.payload = as_bytes("21.5");
  publish.qos = qos;
  publish.packet_id = qos == Qos::at_most_once ? 0 : 7;
  return publish;
}

/// One publisher and `subscribers` others, a message at a time to its end. Counts packets in both
/// directions.
void flow(benchmark::State& run, Version version, Qos qos) {
  const auto subscribers = static_cast<ConnectionId>(run.range(0));
  Broker broker;
  broker.connect(1, version);
  for (ConnectionId i = 2; i < 2 + subscribers; ++i) {
    broker.connect(i, version);
    broker.subscribe(i, "sensors/+/temperature", qos);
  }
  const auto publish = publish_packet(qos);
  std::size_t packets = 0;
  for (auto _ : run) {
    packets += 1 + broker.give(1, publish);
    const auto id = broker.last_packet_id();
    if ((id != 0) != (qos != Qos::at_most_once)) return run.SkipWithError("not delivered");
    if (qos == Qos::exactly_once) packets += 1 + broker.give(1, Pubrel{publish.packet_id, {}, {}});
    for (ConnectionId i = 2; i < 2 + subscribers && qos != Qos::at_most_once; ++i) {
      if (qos == Qos::at_least_once) {
        packets += 1 + broker.give(i, Puback{id, {}, {}});
      } else {
        packets += 1 + broker.give(i, Pubrec{id, {}, {}});
        packets += 1 + broker.give(i, Pubcomp{id, {}, {}});
      }
    }
  }
  run.SetItemsProcessed(static_cast<std::int64_t>(packets));
}

void ping(benchmark::State& run) {
  Broker broker;
  broker.connect(1, Version::v5_0);
  std::size_t packets = 0;
  for (auto _ : run) packets += 1 + broker.give(1, Pingreq{});
  run.SetItemsProcessed(static_cast<std::int64_t>(packets));
}

BENCHMARK(ping);
BENCHMARK_CAPTURE(flow, v3_1_1_qos_0, Version::v3_1_1, Qos::at_most_once)->Arg(1)->Arg(10);
BENCHMARK_CAPTURE(flow, v5_0_qos_0, Version::v5_0, Qos::at_most_once)->Arg(1)->Arg(10);
BENCHMARK_CAPTURE(flow, v5_0_qos_1, Version::v5_0, Qos::at_least_once)->Arg(1)->Arg(10);
BENCHMARK_CAPTURE(flow, v5_0_qos_2, Version::v5_0, Qos::exactly_once)->Arg(1)->Arg(10);

}  // namespace
}  // namespace mqttspec::model

BENCHMARK_MAIN();
