// See ways.hpp.
#include "model/tracker/ways.hpp"

#include <algorithm>

namespace mqttspec::model::tracker {

namespace {

constexpr std::uint64_t bits(std::initializer_list<ChoicePoint> points) {
  std::uint64_t all = 0;
  for (const auto point : points) all |= std::uint64_t{1} << static_cast<unsigned>(point);
  return all;
}

/// What every step may differ in.
constexpr std::uint64_t always =
    bits({ChoicePoint::qos_2_method, ChoicePoint::overlap_copies, ChoicePoint::granted_qos,
          ChoicePoint::after_unsubscribe, ChoicePoint::shared_member, ChoicePoint::will_moment,
          ChoicePoint::administrative_limit, ChoicePoint::subscription_effect,
          ChoicePoint::unprompted_close, ChoicePoint::unordered_topic,
          ChoicePoint::disallowed_code_points, ChoicePoint::own_retained,
          ChoicePoint::resent_release_quota, ChoicePoint::dollar_topics,
          ChoicePoint::overlap_retain, ChoicePoint::overlap_no_local});

/// Where there is a limit to messages in flight, which of them went first makes a difference.
constexpr std::uint64_t with_quota = bits({ChoicePoint::in_flight, ChoicePoint::retained_set});

/// Where there is a limit to the size of packets, whether one is sent depends on what is in it.
constexpr std::uint64_t with_size_limit =
    bits({ChoicePoint::topic_mapping, ChoicePoint::no_match_code, ChoicePoint::unknown_packet_id,
          ChoicePoint::negotiated_limits});

/// A message that is under way to one member of a Shared Subscription stays with it, one that waits
/// need not.
constexpr std::uint64_t with_shared = bits({ChoicePoint::in_flight});

}  // namespace

void make_forthcoming(Profile& profile) {
  profile.keeps_offline_qos_0 = true;
  profile.publishes_before_suback = false;
  profile.maximum_granted_qos = Qos::exactly_once;
  profile.says_no_matching_subscribers = true;
  profile.sends_optional_disconnect = true;
  profile.refuses_with_connack = true;
  profile.uses_topic_alias = false;
  profile.reports_unknown_packet_id = true;
  profile.acknowledges_first = false;
  profile.forgets_retained_qos_0 = false;
  profile.explains = false;
  profile.one_message_at_a_time = false;
  profile.retry_interval.reset();
  profile.announces_defaults = false;
  profile.releases_refused = true;
  profile.says_no_subscription_existed = true;
}

std::uint64_t freedoms_of_step(const BrokerState& state, const Input& input) {
  std::uint64_t freedoms = always;
  for (const auto& connection : state.connections) {
    if (connection.receive_maximum != 65'535) freedoms |= with_quota;
    if (connection.maximum_packet_size) freedoms |= with_size_limit;
  }
  for (const auto& session : state.sessions)
    if (std::ranges::any_of(session.subscriptions, &HeldSubscription::shared))
      freedoms |= with_shared;
  const auto* received = std::get_if<Received>(&input);
  const auto* connect = received == nullptr ? nullptr : std::get_if<Connect>(received->packet);
  if (connect != nullptr && connect->properties.receive_maximum) freedoms |= with_quota;
  if (connect != nullptr && connect->properties.maximum_packet_size) freedoms |= with_size_limit;
  return freedoms;
}

unsigned Ways::granted(unsigned n) {
  const unsigned most = n - 2;
  const auto code = static_cast<unsigned>(codes_[next_code_++ % codes_.size()]);
  if (code >= 0x80) return n - 1;
  if (code > most) contradicted_ = true;
  return code > most ? 0 : most - code;
}

unsigned Ways::choose(ChoicePoint point, unsigned n) noexcept {
  if (n == 1 || (freedoms_ >> static_cast<unsigned>(point) & 1) == 0) return 0;
  if (point == ChoicePoint::granted_qos && !codes_.empty()) return granted(n);
  if (position_ == digits_.size()) digits_.push_back({0, n});
  return digits_[position_++].value;
}

void Ways::rewind() {
  position_ = 0;
  next_code_ = 0;
  contradicted_ = false;
}

bool Ways::next() {
  digits_.resize(position_);
  while (!digits_.empty() && ++digits_.back().value == digits_.back().ways) digits_.pop_back();
  return !digits_.empty();
}

}  // namespace mqttspec::model::tracker
