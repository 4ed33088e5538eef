// The application asks for random things, a partner publishes, and connections break; each run has
// a manner of its own: topics, payloads, identifiers and limits.
#include "model/client/occurrence.hpp"

#include <deque>

#include "codec/choices.hpp"
#include "codec/owned.hpp"
#include "model/broker/reference_broker.hpp"

namespace mqttspec::model::client {

namespace {

constexpr unsigned steps = 60;
constexpr std::size_t choice_bytes = 800;
constexpr unsigned many_messages = 256;
constexpr std::string_view client_name = "a";
constexpr std::string_view partner_name = "b";

/// What the packets of a run have in common.
struct RunManner {
  std::string before_topics;
  std::size_t more_payload = 0;
  bool has_user_properties = false;
  bool has_limits = false;
  bool is_high = false;  // many messages came before
  Arrival arrival = Arrival::whole;
};

RunManner choose_manner(Choices& choices) {
  constexpr const char* prefixes[] = {"", "", "1/2/3/4/5/6/7/8/", "/", "\u00e9/"};
  constexpr std::size_t sizes[] = {0, 0, 128, 16'384};
  constexpr Arrival arrivals[] = {Arrival::whole, Arrival::whole, Arrival::in_pieces,
                                  Arrival::with_others};
  RunManner manner;
  manner.before_topics = choices.one_of(prefixes);
  if (choices.once_in(5)) manner.before_topics.append(128, 'l').append("/");
  manner.more_payload = choices.one_of(sizes);
  manner.has_user_properties = choices.once_in(3);
  manner.has_limits = choices.once_in(3);
  manner.is_high = manner.more_payload == 0 && choices.once_in(3);
  manner.arrival = choices.one_of(arrivals);
  return manner;
}

class RandomRun {
 public:
  RandomRun(const FaultSet& fault, Version version, const Profile& profile, Choices& choices,
            Showing& showing)
      : choices_(choices),
        version_(version),
        manner_(choose_manner(choices)),
        broker_(any_broker(), {}, plain_),
        client_(profile, fault, plain_, &showing),
        partner_(profiles().front(), {}, plain_) {}

  void run() {
    take_of_partner(partner_.ask(borrowed(connect_of(partner_name))));
    connect();
    if (manner_.is_high) {
      subscribe();
      for (unsigned i = 0; i < many_messages; ++i) publish(Qos::at_least_once);
      for (unsigned i = 0; i < many_messages; ++i) publish_to_it(Qos::at_least_once);
    }
    for (unsigned i = 0; i < steps; ++i) act();
  }

 private:
  const model::Profile& any_broker() {
    const auto all = model::profiles();
    return all[choices_.below(2) == 0 ? 0 : choices_.below(static_cast<std::uint32_t>(all.size()))];
  }

  // What is borrowed lives until the next is.
  const Packet& borrowed(owned::Packet packet) {
    asked_ = std::move(packet);
    return borrowed_.emplace(asked_).packet();
  }

  void give(auto& packet) const {
    if (manner_.has_user_properties && version_ == Version::v5_0)
      packet.properties.user_properties = {{"a", "b"}};
  }

  std::string topic() {
    constexpr const char* names[] = {"t", "u", "t/u"};
    return manner_.before_topics + choices_.one_of(names);
  }

  owned::Connect connect_of(std::string_view client_id) const {
    owned::Connect packet;
    packet.version = version_;
    packet.client_id = client_id;
    packet.clean_start = client_id == partner_name;
    // Where a profile knows a user it is this one.
    packet.user_name = "mqttspec";
    packet.password = "secret";
    return packet;
  }

  void connect() {
    if (client_.state().link != Link::none) return;
    auto packet = connect_of(client_name);
    packet.clean_start = choices_.once_in(3);
    packet.keep_alive = choices_.flag() ? 0 : 60;
    if (choices_.once_in(3)) {
      packet.will.emplace();
      packet.will->topic = topic();
      packet.will->payload = "gone";
      if (version_ == Version::v5_0 && choices_.flag()) packet.will->properties.content_type = "c";
    }
    if (choices_.once_in(6)) packet.password.reset();
    if (version_ == Version::v5_0) {
      auto& named = packet.properties;
      if (!choices_.once_in(3)) named.session_expiry_interval = 1'000;
      if (manner_.has_limits) {
        named.receive_maximum = 5;
        named.maximum_packet_size = 40'000;
        named.topic_alias_maximum = 3;
      }
      give(packet);
    }
    take(client_.ask(borrowed(std::move(packet))));
    settle();
  }

  void subscribe() {
    constexpr const char* filters[] = {"t", "t", "+", "#", "t/+"};
    owned::Subscribe packet;
    packet.subscriptions.push_back(
        {.topic_filter = manner_.before_topics + choices_.one_of(filters),
         .maximum_qos = Qos(choices_.below(3))});
    if (version_ == Version::v5_0 && choices_.once_in(4))
      packet.properties.subscription_identifier = 1 + choices_.below(3);
    give(packet);
    take(client_.ask(borrowed(std::move(packet))));
  }

  void unsubscribe() {
    owned::Unsubscribe packet;
    packet.topic_filters.emplace_back().text = topic();
    give(packet);
    take(client_.ask(borrowed(std::move(packet))));
  }

  owned::Publish message(Qos qos) {
    owned::Publish packet;
    packet.topic = topic();
    packet.qos = qos;
    packet.retain = choices_.once_in(4);
    if (!choices_.once_in(5)) packet.payload = std::string(1 + manner_.more_payload, 'x');
    if (version_ == Version::v5_0) {
      if (choices_.once_in(4)) packet.properties.content_type = "c";
      if (choices_.once_in(4)) packet.properties.response_topic = "r";
      if (choices_.once_in(5)) packet.properties.topic_alias = 1 + choices_.below(2);
    }
    give(packet);
    return packet;
  }

  void publish(Qos qos) { take(client_.ask(borrowed(message(qos)))); }
  void publish_to_it(Qos qos) {
    auto packet = message(qos);
    packet.properties.topic_alias.reset();
    take_of_partner(partner_.ask(borrowed(std::move(packet))));
  }

  void act() {
    const auto any_qos = [&] { return Qos(choices_.below(3)); };
    switch (choices_.below(14)) {
      case 0:
        subscribe();
        break;
      case 1:
        unsubscribe();
        break;
      case 2:
      case 3:
      case 4:
        publish(any_qos());
        break;
      case 5:
      case 6:
      case 7:
        publish_to_it(any_qos());
        break;
      case 8:
        if (choices_.once_in(3)) take(client_.ask(borrowed(owned::Disconnect{})));
        break;
      case 9:
        lose();
        break;
      case 10:
        pass(choices_.below(70) * 1'000);
        break;
      default:
        connect();
    }
    if (!choices_.once_in(4)) settle();
  }

  void lose() {
    if (!connection_) return;
    const auto lost = *std::exchange(connection_, std::nullopt);
    to_client_.clear();
    take(client_.lost());
    take(broker_.end(lost));
  }

  void pass(Time milliseconds) {
    now_ += milliseconds;
    take(broker_.advance(now_));
    take_of_partner(partner_.advance(now_));
    take(client_.advance(now_));
  }

  void take(const std::vector<ClientAction>& actions) {
    for (const auto& action : actions) {
      if (action.connect) {
        connection_ = broker_.open();
        take(client_.established());
      }
      if (!action.bytes.empty() && connection_)
        take(broker_.receive(*connection_, Bytes(action.bytes)));
      if (action.close && connection_) take(broker_.end(*std::exchange(connection_, std::nullopt)));
    }
  }

  void take_of_partner(const std::vector<ClientAction>& actions) {
    for (const auto& action : actions) {
      if (action.connect) {
        partner_connection_ = broker_.open();
        take_of_partner(partner_.established());
      }
      if (!action.bytes.empty() && partner_connection_)
        take(broker_.receive(*partner_connection_, Bytes(action.bytes)));
    }
  }

  void take(const std::vector<broker::WireAction>& actions) {
    for (const auto& action : actions) {
      const bool is_of_partner = action.connection == partner_connection_;
      if (is_of_partner && !action.bytes.empty())
        take_of_partner(partner_.receive(Bytes(action.bytes)));
      else if (action.connection == connection_)
        to_client_.push_back({action.bytes, action.close});
    }
  }

  // What is under way to the Client arrives, in the manner of the run.
  void settle() {
    while (!to_client_.empty()) {
      auto parcel = std::move(to_client_.front());
      to_client_.pop_front();
      while (manner_.arrival == Arrival::with_others && !parcel.close && !to_client_.empty()) {
        const auto& next = to_client_.front();
        parcel.bytes.insert(parcel.bytes.end(), next.bytes.begin(), next.bytes.end());
        parcel.close = next.close;
        to_client_.pop_front();
      }
      deliver(parcel.bytes);
      if (parcel.close && connection_) {
        connection_.reset();
        to_client_.clear();
        take(client_.lost());
      }
    }
  }

  void deliver(const std::vector<std::uint8_t>& bytes) {
    const bool in_pieces = manner_.arrival == Arrival::in_pieces && bytes.size() > 1;
    if (bytes.empty() || !connection_) return;
    if (in_pieces) take(client_.receive(Bytes(bytes).first(1)));
    if (connection_) take(client_.receive(Bytes(bytes).subspan(in_pieces ? 1 : 0)));
  }

  struct Parcel {
    std::vector<std::uint8_t> bytes;
    bool close = false;
  };

  Choices& choices_;
  Version version_;
  RunManner manner_;
  PlainChooser plain_;
  broker::ReferenceBroker broker_;
  ConditionalClient client_;
  ReferenceClient partner_;
  std::optional<ConnectionId> connection_;
  std::optional<ConnectionId> partner_connection_;
  std::deque<Parcel> to_client_;
  owned::Packet asked_;
  std::optional<BorrowedPacket> borrowed_;
  Time now_ = 0;
};

}  // namespace

ConditionSet find_occurring(const FaultSet& fault, Version version, const Profile& profile,
                            unsigned runs) {
  Showing showing;
  for (unsigned run = 0; run < runs; ++run) {
    const auto bytes = seeded_choices(run, choice_bytes);
    Choices choices{Bytes(bytes)};
    RandomRun(fault, version, profile, choices, showing).run();
  }
  return showing.ever;
}

}  // namespace mqttspec::model::client
