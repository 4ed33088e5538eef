// See script_words.hpp.
#include "model/scripts/script_words.hpp"

#include <algorithm>
#include <charconv>

namespace mqttspec::model::scripts {

namespace {

/// `-` stands for an empty text.
std::string_view text_of(std::string_view word) { return word == "-" ? std::string_view() : word; }

std::uint16_t packet_id_of(const Words& words) {
  return static_cast<std::uint16_t>(Words::to_number(words.argument(2), 10));
}

template <class Ack>
owned::Packet acknowledgement(const Words& words) {
  Ack ack;
  ack.packet_id = packet_id_of(words);
  ack.reason_code = words.reason_code();
  return ack;
}

Qos qos_of(std::optional<unsigned> number) { return static_cast<Qos>(number.value_or(0)); }

/// `FILTER:QOS[n][p][hN]`, the colon being the last one.
owned::Subscription subscription_of(std::string_view word) {
  const auto colon = word.rfind(':');
  owned::Subscription subscription;
  subscription.topic_filter = word.substr(0, colon);
  if (colon == word.npos) return subscription;
  const auto options = word.substr(colon + 1);
  subscription.maximum_qos = qos_of(Words::to_number(options.substr(0, 1), 10));
  subscription.no_local = options.find('n') != options.npos;
  subscription.retain_as_published = options.find('p') != options.npos;
  if (const auto h = options.find('h'); h != options.npos)
    subscription.retain_handling =
        static_cast<RetainHandling>(Words::to_number(options.substr(h + 1, 1), 10));
  return subscription;
}

}  // namespace

Words::Words(std::string_view line) {
  while (!line.empty()) {
    const auto end = std::min(line.find(' '), line.size());
    const auto word = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    if (word.empty()) continue;
    const auto equals = word.find('=');
    if (equals == word.npos)
      arguments_.push_back(word);
    else
      options_.emplace_back(word.substr(0, equals), word.substr(equals + 1));
  }
}

std::string_view Words::argument(std::size_t position) const {
  return position < arguments_.size() ? arguments_[position] : std::string_view();
}

bool Words::has(std::string_view word) const {
  return std::ranges::find(arguments_, word) != arguments_.end();
}

std::optional<std::string_view> Words::option(std::string_view key) const {
  for (const auto& [name, value] : options_)
    if (name == key) return value;
  return std::nullopt;
}

ReasonCode Words::reason_code() const {
  return static_cast<ReasonCode>(to_number(option("rc").value_or("0"), 16));
}

unsigned long Words::to_number(std::string_view text, int base) {
  unsigned long number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number, base);
  return number;
}

namespace {

owned::UserProperties user_properties_of(std::optional<std::string_view> text) {
  owned::UserProperties properties;
  while (text && !text->empty()) {
    const auto end = std::min(text->find(','), text->size());
    const auto pair = text->substr(0, end);
    const auto colon = static_cast<std::size_t>(std::ranges::find(pair, ':') - pair.begin());
    properties.push_back({std::string(pair.substr(0, colon)),
                          std::string(pair.substr(std::min(colon + 1, pair.size())))});
    text->remove_prefix(std::min(end + 1, text->size()));
  }
  return properties;
}

owned::Connect connect_of(const Words& words, Version version) {
  owned::Connect connect;
  connect.version = words.has("v311") ? Version::v3_1_1 : words.has("v5") ? Version::v5_0 : version;
  connect.clean_start = words.has("clean");
  connect.client_id = text_of(words.option("id").value_or(words.argument(0)));
  connect.keep_alive = words.number<std::uint16_t>("ka").value_or(0);
  if (connect.version == Version::v5_0) {
    auto& properties = connect.properties;
    properties.session_expiry_interval = words.number<std::uint32_t>("expiry");
    properties.receive_maximum = words.number<std::uint16_t>("rm");
    properties.maximum_packet_size = words.number<std::uint32_t>("size");
    properties.topic_alias_maximum = words.number<std::uint16_t>("tam");
    properties.authentication_method = words.option("auth");
    properties.authentication_data = words.option("data");
    if (words.has("noinfo")) properties.request_problem_information = std::uint8_t{0};
    if (words.has("info")) properties.request_response_information = std::uint8_t{1};
  }
  connect.user_name = words.option("user");
  connect.password = words.option("password");
  const auto will = words.option("will");
  if (!will) return connect;
  const auto colon = std::min(will->find(':'), will->size());
  connect.will.emplace();
  connect.will->topic = will->substr(0, colon);
  connect.will->payload = will->substr(std::min(colon + 1, will->size()));
  connect.will->qos = qos_of(words.number<unsigned>("wq"));
  connect.will->retain = words.has("wr");
  if (connect.version == Version::v3_1_1) return connect;
  auto& properties = connect.will->properties;
  properties.payload_format_indicator = words.number<std::uint8_t>("wpf");
  properties.will_delay_interval = words.number<std::uint32_t>("wd");
  properties.message_expiry_interval = words.number<std::uint32_t>("wexp");
  properties.content_type = words.option("wct");
  properties.response_topic = words.option("wrt");
  properties.correlation_data = words.option("wcd");
  properties.user_properties = user_properties_of(words.option("wup"));
  return connect;
}

owned::Publish publish_of(const Words& words) {
  owned::Publish publish;
  publish.topic = text_of(words.argument(2));
  publish.payload = text_of(words.argument(3));
  publish.qos = qos_of(words.number<unsigned>("q"));
  publish.packet_id = words.number<std::uint16_t>("id").value_or(0);
  publish.dup = words.has("dup");
  publish.retain = words.has("retain");
  auto& properties = publish.properties;
  properties.message_expiry_interval = words.number<std::uint32_t>("exp");
  properties.topic_alias = words.number<std::uint16_t>("alias");
  properties.payload_format_indicator = words.number<std::uint8_t>("pfi");
  properties.content_type = words.option("ct");
  properties.response_topic = words.option("rt");
  properties.correlation_data = words.option("cd");
  properties.user_properties = user_properties_of(words.option("up"));
  return publish;
}

owned::Subscribe subscribe_of(const Words& words) {
  owned::Subscribe subscribe;
  subscribe.packet_id = packet_id_of(words);
  subscribe.properties.subscription_identifier = words.number<std::uint32_t>("sid");
  for (std::size_t i = 3; i < words.arguments(); ++i)
    subscribe.subscriptions.push_back(subscription_of(words.argument(i)));
  return subscribe;
}

owned::Unsubscribe unsubscribe_of(const Words& words) {
  owned::Unsubscribe unsubscribe;
  unsubscribe.packet_id = packet_id_of(words);
  for (std::size_t i = 3; i < words.arguments(); ++i)
    unsubscribe.topic_filters.push_back({std::string(words.argument(i))});
  return unsubscribe;
}

owned::Auth auth_of(const Words& words) {
  owned::Auth auth;
  auth.reason_code = words.reason_code();
  auth.properties.authentication_method = words.option("method");
  auth.properties.authentication_data = words.option("data");
  return auth;
}

owned::Disconnect disconnect_of(const Words& words) {
  owned::Disconnect disconnect;
  disconnect.reason_code = words.reason_code();
  disconnect.properties.session_expiry_interval = words.number<std::uint32_t>("expiry");
  return disconnect;
}

}  // namespace

std::optional<owned::Packet> packet_of(const Words& words, Version version) {
  const auto verb = words.argument(1);
  if (verb == "connect") return connect_of(words, version);
  if (verb == "publish") return publish_of(words);
  if (verb == "subscribe") return subscribe_of(words);
  if (verb == "unsubscribe") return unsubscribe_of(words);
  if (verb == "puback") return acknowledgement<owned::Puback>(words);
  if (verb == "pubrec") return acknowledgement<owned::Pubrec>(words);
  if (verb == "pubrel") return acknowledgement<owned::Pubrel>(words);
  if (verb == "pubcomp") return acknowledgement<owned::Pubcomp>(words);
  if (verb == "ping") return owned::Pingreq{};
  if (verb == "auth") return auth_of(words);
  if (verb == "disconnect") return disconnect_of(words);
  return std::nullopt;
}

}  // namespace mqttspec::model::scripts
