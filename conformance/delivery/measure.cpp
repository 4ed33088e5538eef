// See measure.hpp.
#include "conformance/delivery/measure.hpp"

#include <fmt/format.h>

#include "codec/bytes.hpp"
#include "conformance/play/peer.hpp"

namespace mqttspec::conformance::delivery {

using namespace packets;
using namespace play;
using namespace wire;

namespace {

using model::delivery::DeliveryRow;
using model::delivery::ReceivedMessages;
using model::delivery::Situation;

class Measuring {
 public:
  Measuring(Run& run, const DeliveryRow& row, Measurement& result)
      : run_(run),
        row_(row),
        result_(result),
        publisher_(run.client("pub")),
        stays_(connect("stays")),
        returns_(connect("returns")) {}

  void play() {
    subscribe(stays_);
    subscribe(returns_);
    returns_.disconnect();
    for (unsigned number = 1; number <= model::delivery::published_messages; ++number)
      publisher_.publish(
          publish("t", fmt::format("M{}", number)).at(row_.published).retain(row_.retain));
    returns_.reconnect();
    send_fence();
    await_fence(stays_);
    note(Situation::stays, stays_);
    // Who came back to nothing has no subscription for a fence.
    if (!row_.clean) await_fence(returns_);
    note(Situation::returns, returns_);

    subscribe(returns_);
    auto late = connect("late");
    subscribe(late);
    send_fence();
    await_fence(returns_);
    note(Situation::subscribes_again, returns_);
    await_fence(late);
    note(Situation::subscribes_late, late);
  }

 private:
  Peer connect(std::string_view name) {
    return run_.client(name, row_.clean ? Session::clean : Session::kept);
  }

  void subscribe(Peer& peer) {
    auto packet = packets::subscribe(peer.next_packet_id()).filter("t", row_.subscribed);
    if (run_.is_v5()) {
      packet.retain_handling(row_.retain_handling);
      if (row_.retain_as_published) packet.retain_as_published();
    }
    const auto suback = peer.subscribe(packet);
    const auto granted = suback.as<Suback>().reason_codes[0];
    if (granted != static_cast<std::uint8_t>(row_.subscribed))
      run_.decline(fmt::format("the broker grants QoS {} only", granted));
  }

  // By the ordering rule of section 4.6 it comes after everything published before.
  void send_fence() {
    fence_ = fmt::format("end {}", ++fences_);
    publisher_.publish(publish("t", fence_).at(row_.published));
  }

  void await_fence(Peer& peer) { peer.expect(publish("t", fence_)); }

  void note(Situation situation, Peer& peer) {
    ReceivedMessages got;
    for (const auto& arrival : peer.drain()) {
      const auto* const message = std::get_if<Publish>(&arrival.packet);
      if (message == nullptr) continue;
      const auto payload = as_text(message->payload);
      if (payload.size() != 2 || payload[0] != 'M') continue;
      got.push_back({static_cast<unsigned>(payload[1] - '0'), message->qos, message->retain});
    }
    result_.got[static_cast<std::size_t>(situation)] = std::move(got);
  }

  Run& run_;
  const DeliveryRow& row_;
  Measurement& result_;
  Peer publisher_;
  Peer stays_;
  Peer returns_;
  std::string fence_;
  unsigned fences_ = 0;
};

}  // namespace

Measurement measure(Network& network, const DeliveryRow& row, const Names& names,
                    const Settings& settings) {
  Measurement result;
  try {
    Run run(network, row.version, names, settings);
    bool over = false;
    try {
      Measuring(run, row, result).play();
    } catch (const CaseOver&) {
      over = true;
    }
    const auto end = run.finish();
    if (over) result.obstacle = fmt::format("{}: {}", end.expected, end.actual);
  } catch (const std::exception& exception) {
    result.obstacle = exception.what();  // of a Network that was ended from outside
  }
  return result;
}

}  // namespace mqttspec::conformance::delivery
