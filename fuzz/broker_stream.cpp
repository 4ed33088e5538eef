// Any bytes, cut anywhere, on three connections of the reference broker in virtual time.
#include <algorithm>
#include <array>

#include "codec/decode.hpp"
#include "fuzz/complain.hpp"
#include "fuzz/targets.hpp"
#include "model/broker/reference_broker.hpp"
#include "model/monitors/monitor_set.hpp"
#include "model/trace.hpp"

namespace mqttspec::fuzz {
namespace {

using Kind = model::TraceEvent::Kind;
using Buffer = std::vector<std::uint8_t>;

/// The Client's end of a connection: what was sent and not yet told, and whether it can be told.
struct End {
  model::ConnectionId connection = 0;
  Buffer unsent;
  bool understood = true;
  bool connected = false;
  Version version = Version::v5_0;
};

class Play {
 public:
  explicit Play(Bytes input) : input_(input), broker_(model::profiles().front(), {}) {}

  void run() {
    auto left = input_;
    while (left.size() >= 2) {
      const unsigned what = left[0];
      const auto piece = left.subspan(2, std::min<std::size_t>(left[1], left.size() - 2));
      left = left.subspan(2 + piece.size());
      happen(what >> 2, ends_[what & 3U ? (what & 3U) - 1 : 0], piece);
    }
    monitors_.finish(true);
    const auto found = text_of(monitors_.findings(Actor::server));
    if (!found.empty()) complain("stream", found, input_);
  }

 private:
  void happen(unsigned what, End& end, Bytes piece) {
    if (what == 1) return take(broker_.advance(broker_.now() + 100 * (piece.size() + 1)));
    if (what == 2) return cut(end);
    if (end.connection == 0) {
      end = {};
      end.connection = broker_.open();
      tell(end, Kind::opened, {});
    }
    tell_sent(end, piece);
    if (end.connection != 0) take(broker_.receive(end.connection, piece));
  }

  void cut(End& end) {
    if (end.connection == 0) return;
    tell(end, Kind::client_closed, {});
    const auto connection = std::exchange(end.connection, 0);
    take(broker_.end(connection));
  }

  void tell(const End& end, Kind kind, Bytes bytes) {
    model::TraceEvent event{kind, broker_.now(), end.connection, end.version, nullptr, {}};
    if (!bytes.empty()) event.bytes = std::make_shared<const Buffer>(bytes.begin(), bytes.end());
    if (kind == Kind::client_packet || kind == Kind::server_packet)
      event.packet = decoded(end, Bytes(*event.bytes), kind == Kind::server_packet)->packet;
    monitors_.observe(event);
  }

  static std::expected<Decoded, DecodeFailure> decoded(const End& end, Bytes bytes, bool server) {
    return decode_packet(bytes, {.version = end.version,
                                 .sender = server ? Sender::server : Sender::client,
                                 .strict = true});
  }

  /// Cuts what the Client sends into packets, as far as that can be done.
  void tell_sent(End& end, Bytes piece) {
    end.unsent.insert(end.unsent.end(), piece.begin(), piece.end());
    while (end.understood && !end.unsent.empty()) {
      const auto packet = decoded(end, Bytes(end.unsent), false);
      if (packet) {
        if (const auto* connect = std::get_if<Connect>(&packet->packet); connect && !end.connected)
          end.version = connect->version;
        end.connected = true;
        tell(end, Kind::client_packet, Bytes(end.unsent).first(packet->size));
        end.unsent.erase(end.unsent.begin(),
                         end.unsent.begin() + static_cast<std::ptrdiff_t>(packet->size));
      } else if (const auto* violation = std::get_if<Violation>(&packet.error())) {
        if (!end.connected) end.version = violation->statement.version();
        end.understood = false;
        tell(end, Kind::client_garbage, Bytes(end.unsent));
      } else {
        return;
      }
    }
  }

  void take(const std::vector<model::broker::WireAction>& actions) {
    for (const auto& action : actions) {
      const auto end = std::ranges::find(ends_, action.connection, &End::connection);
      if (end == ends_.end()) continue;
      if (!action.bytes.empty()) arrive(*end, Bytes(action.bytes));
      if (!action.close) continue;
      tell(*end, Kind::server_closed, {});
      end->connection = 0;
    }
  }

  /// What the broker sends is a packet. To a CONNECT that nobody understands it may answer in the
  /// words of either version.
  void arrive(End& end, Bytes bytes) {
    if (!decoded(end, bytes, true) && !end.connected)
      end.version = end.version == Version::v5_0 ? Version::v3_1_1 : Version::v5_0;
    const auto packet = decoded(end, bytes, true);
    if (!packet || packet->size != bytes.size())
      complain("stream", "the broker sends no packet: " + hex(bytes, " "), input_);
    tell(end, Kind::server_packet, bytes);
  }

  Bytes input_;
  model::broker::ReferenceBroker broker_;
  model::monitors::MonitorSet monitors_;
  std::array<End, 3> ends_;
};

}  // namespace

void stream(Bytes input) { Play(input).run(); }

}  // namespace mqttspec::fuzz
