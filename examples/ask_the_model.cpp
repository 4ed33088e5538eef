// Plays a Client of 5.0 against the model of a broker, that connects, subscribes to "t" and
// publishes there; the monitors watch both. A word is a fault that the broker is given:
// `ask_the_model suback_with_other_packet_id`.
#include <cstdio>

#include "codec/decode.hpp"
#include "codec/notation.hpp"
#include "codec/printable.hpp"
#include "model/broker/reference_broker.hpp"
#include "model/monitors/monitor_set.hpp"
#include "model/trace.hpp"

using namespace mqttspec;
using namespace mqttspec::model;

namespace {

// What was seen on the connection; the packet has views into the bytes.
TraceEvent seen(Sender sender, std::vector<std::uint8_t> bytes) {
  using Kind = TraceEvent::Kind;
  TraceEvent event{.kind = sender == Sender::client ? Kind::client_packet : Kind::server_packet,
                   .at = 0,
                   .connection = 0,
                   .version = Version::v5_0,
                   .bytes = std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes)),
                   .packet = {}};
  event.packet = decode_packet(*event.bytes, {.version = Version::v5_0, .sender = sender})->packet;
  std::printf("%s %s\n", sender == Sender::client ? "->" : "<-",
              to_text(*event.packet, Version::v5_0).c_str());
  return event;
}

}  // namespace

int main(int argc, char** argv) {
  FaultSet faults;
  if (argc > 1) faults = FaultSet::of(find_fault(argv[1])->id);
  broker::ReferenceBroker broker(*find_profile("plain"), faults);
  const auto connection = broker.open();

  monitors::MonitorSet monitors;
  for (const char* const packet : {"10 0E 0004 4D515454 05 02 003C 00 0001 61",  // CONNECT
                                   "82 07 0001 00 0001 74 01",                   // SUBSCRIBE
                                   "30 06 0001 74 00 68 69"}) {                  // PUBLISH
    const auto bytes = *parse_hex(packet);
    monitors.observe(seen(Sender::client, bytes));
    for (const auto& action : broker.receive(connection, bytes))
      if (!action.bytes.empty()) monitors.observe(seen(Sender::server, action.bytes));
  }
  monitors.finish(true);
  for (const auto& finding : monitors.findings(Actor::server))
    std::printf("breaks [%s]\n", finding.statement.id().data());
  return monitors.findings(Actor::server).empty() ? 0 : 1;
}
