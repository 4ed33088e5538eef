// The model's Client behind the interface of a driver. What it does is queued until it is waited
// for.
#include "conformance/subject/in_process.hpp"

#include <algorithm>
#include <deque>

#include "codec/decode.hpp"
#include "codec/owned.hpp"
#include "model/choices.hpp"
#include "model/client/conditional_client.hpp"

namespace mqttspec::conformance::subject {

namespace {

using model::client::ClientAction;

owned::Publish publish_of(const model::Message& message) {
  owned::Publish publish;
  publish.topic = message.topic;
  publish.payload = message.payload;
  publish.qos = message.qos;
  publish.retain = message.retain;
  auto& properties = publish.properties;
  properties.payload_format_indicator = message.payload_format_indicator;
  properties.message_expiry_interval = message.message_expiry_interval;
  properties.content_type = message.content_type;
  properties.response_topic = message.response_topic;
  properties.correlation_data = message.correlation_data;
  properties.user_properties = message.user_properties;
  return publish;
}

class ReferenceSubject final : public Subject {
 public:
  ReferenceSubject(const model::client::Profile& profile, const model::client::FaultSet& faults,
                   model::client::Showing* showing)
      : profile_(profile),
        faults_(faults),
        showing_(showing),
        client_(profile, faults, chooser_, showing) {
    abilities_.own_aliases = true;
  }

  const Abilities* abilities(Version) const override { return &abilities_; }

  void ask(const Command& command) override {
    if (type_of(command.packet) == PacketType::connect) {
      version_ = command.version;
      if (command.auto_aliases && connections_ == 0) {
        profile_.uses_topic_alias = true;
        client_ = model::client::ConditionalClient(profile_, faults_, chooser_, showing_);
      }
      open_requests_.clear();
    }
    for (unsigned n = 0; n < std::min(std::max(1U, command.repeat), command.window); ++n)
      ask_once(command, n);
    if (command.repeat > command.window) repeated_.push_back({command, command.window});
  }

  bool send(ConnectionId connection, Bytes bytes) override {
    if (!is_open(connection)) return false;
    note_packets(bytes);
    take(client_.receive(bytes));
    return true;
  }

  void close(ConnectionId connection) override {
    if (!is_open(connection)) return;
    open_ = false;
    say(Said::Kind::down);
    take(client_.lost());
  }
  void cut(ConnectionId connection) override { close(connection); }

  std::vector<Happening> wait(Time deadline) override {
    while (happenings_.empty() && now_ < deadline) {
      const auto next = model::client::next_deadline(client_.state()).value_or(deadline);
      now_ = next > now_ ? std::min(next, deadline) : deadline;
      take(client_.advance(now_));
    }
    return std::exchange(happenings_, {});
  }

  Time now() const override { return now_; }

 private:
  struct OpenRequest {
    PacketType type;
    int tag;
    unsigned n;
    std::uint16_t packet_id;  // 0 until it is on its way
  };

  /// A command of which some are to be asked for yet.
  struct Repeated {
    Command command;
    unsigned next;  // of the messages, from 0
  };

  bool is_open(ConnectionId connection) const { return open_ && connection + 1 == connections_; }

  Happening& happened(Happening::Kind kind) {
    const auto connection = connections_ > 0 ? connections_ - 1 : 0;
    happenings_.push_back({kind, now_, connection});
    return happenings_.back();
  }

  Said& say(Said::Kind kind) {
    return happened(Happening::Kind::said).said.emplace(Said{kind, {}, {}, 0, {}, {}});
  }

  // What of the packets of the Server is for the application, beside messages.
  void note_packets(Bytes bytes) {
    arrived_.insert(arrived_.end(), bytes.begin(), bytes.end());
    for (;;) {
      const auto decoded =
          decode_packet(Bytes(arrived_), {.version = version_, .sender = Sender::server});
      if (!decoded) break;
      if (const auto* connack = std::get_if<Connack>(&decoded->packet))
        connack_ = to_owned(*connack);
      if (const auto* suback = std::get_if<Suback>(&decoded->packet)) codes_ = to_owned(*suback);
      if (const auto* unsuback = std::get_if<Unsuback>(&decoded->packet))
        codes_ = to_owned(*unsuback);
      if (const auto* disconnect = std::get_if<Disconnect>(&decoded->packet))
        tell(Said::Kind::disconnect, to_owned(*disconnect), disconnect->reason_code);
      if (const auto* auth = std::get_if<Auth>(&decoded->packet))
        tell(Said::Kind::auth, to_owned(*auth), auth->reason_code);
      arrived_.erase(arrived_.begin(), arrived_.begin() + static_cast<long>(decoded->size));
    }
  }

  void tell(Said::Kind kind, owned::Packet packet, ReasonCode code) {
    auto& said = say(kind);
    said.packet = std::make_shared<owned::Packet>(std::move(packet));
    said.reason_code = code;
  }

  void ask_once(const Command& command, unsigned n) {
    const BorrowedPacket borrowed(command.packet);
    open_requests_.push_back({type_of(command.packet), command.tag, n, 0});
    take(client_.ask(borrowed.packet()));
  }

  // When one of several messages is complete, the next is asked for.
  void go_on(int tag) {
    const auto repeated = std::ranges::find_if(
        repeated_, [&](const Repeated& each) { return each.command.tag == tag; });
    if (repeated == repeated_.end()) return;
    const auto command = repeated->command;
    const auto n = repeated->next++;
    if (repeated->next == command.repeat) repeated_.erase(repeated);
    ask_once(command, n);
  }

  // Which request got which Packet Identifier shows in what is sent.
  void bind(Bytes bytes) {
    const auto decoded = decode_packet(bytes, {.version = version_, .sender = Sender::client});
    if (!decoded) return;
    std::visit(
        [&]<class Typed>(const Typed& packet) {
          if constexpr (requires { packet.packet_id; }) {
            if constexpr (requires { packet.dup; })
              if (packet.dup) return;
            const auto request = std::ranges::find_if(open_requests_, [&](const auto& each) {
              return each.type == Typed::type && each.packet_id == 0;
            });
            if (request != open_requests_.end()) request->packet_id = packet.packet_id;
          }
        },
        decoded->packet);
  }

  void answer(const model::client::Answered& answered) {
    const auto request = std::ranges::find_if(open_requests_, [&](const OpenRequest& each) {
      return each.type == answered.request &&
             (answered.packet_id == 0 || each.packet_id == answered.packet_id);
    });
    if (request == open_requests_.end()) return;
    auto& said = say(kind_of(answered));
    said.tag = request->tag;
    said.n = request->n;
    said.reason_code = answered.reason_code;
    if (answered.request == PacketType::connect && connack_)
      said.packet = std::make_shared<owned::Packet>(*connack_);
    const bool has_codes = said.kind == Said::Kind::suback || said.kind == Said::Kind::unsuback;
    if (has_codes && codes_) {
      said.packet = std::make_shared<owned::Packet>(*std::move(codes_));
      codes_.reset();
    }
    const auto tag = request->tag;
    open_requests_.erase(request);
    go_on(tag);
  }

  static Said::Kind kind_of(const model::client::Answered& answered) {
    const bool well = answered.reason_code == ReasonCode::success;
    switch (answered.request) {
      case PacketType::connect:
        return well ? Said::Kind::up : Said::Kind::refused;
      case PacketType::subscribe:
        return Said::Kind::suback;
      case PacketType::unsubscribe:
        return Said::Kind::unsuback;
      case PacketType::publish:
        return Said::Kind::done;
      default:
        return Said::Kind::down;
    }
  }

  void take(std::vector<ClientAction> actions) {
    for (auto& action : actions) {
      if (!action.bytes.empty() && open_) {
        bind(action.bytes);
        happened(Happening::Kind::bytes).bytes = std::move(action.bytes);
      }
      if (action.close && open_) {
        open_ = false;
        happened(Happening::Kind::closed).closing = Closing::fin;
        say(Said::Kind::down);
      }
      if (action.message)
        say(Said::Kind::message).packet =
            std::make_shared<owned::Packet>(publish_of(*action.message));
      if (action.answer) answer(*action.answer);
      if (action.connect) {
        ++connections_;
        open_ = true;
        arrived_.clear();
        connack_.reset();
        happened(Happening::Kind::opened);
        take(client_.established());
      }
    }
  }

  model::PlainChooser chooser_;
  Abilities abilities_;
  model::client::Profile profile_;
  model::client::FaultSet faults_;
  model::client::Showing* showing_;
  model::client::ConditionalClient client_;
  Version version_ = Version::v5_0;
  Time now_ = 0;
  ConnectionId connections_ = 0;
  bool open_ = false;
  std::deque<OpenRequest> open_requests_;
  std::vector<Repeated> repeated_;
  std::vector<std::uint8_t> arrived_;  // of the Server, no whole packet yet
  std::optional<owned::Packet> connack_;
  std::optional<owned::Packet> codes_;  // of the SUBACK or UNSUBACK that came last
  std::vector<Happening> happenings_;
};

class ReferenceSubjects final : public Subjects {
 public:
  ReferenceSubjects(const model::client::Profile& profile, const model::client::FaultSet& faults)
      : profile_(profile), faults_(faults) {}

  std::expected<std::unique_ptr<Subject>, std::string> start() override {
    return make_reference_subject(profile_, faults_);
  }
  std::string name() const override { return "reference client (in process)"; }
  bool virtual_time() const override { return true; }

 private:
  const model::client::Profile& profile_;
  model::client::FaultSet faults_;
};

}  // namespace

std::unique_ptr<Subjects> make_reference_subjects(const model::client::Profile& profile,
                                                  const model::client::FaultSet& faults) {
  return std::make_unique<ReferenceSubjects>(profile, faults);
}

std::unique_ptr<Subject> make_reference_subject(const model::client::Profile& profile,
                                                const model::client::FaultSet& faults,
                                                model::client::Showing* showing) {
  return std::make_unique<ReferenceSubject>(profile, faults, showing);
}

}  // namespace mqttspec::conformance::subject
