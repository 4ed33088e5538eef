// Reading a target's profile.
#include "conformance/runner/target_profile.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace mqttspec::conformance::runner {

using namespace play;

namespace {

using Json = nlohmann::json;

struct NamedNeed {
  std::string_view name;
  Need need;
};
constexpr NamedNeed needs[] = {
    {"qos_1", Need::qos_1},
    {"qos_2", Need::qos_2},
    {"retain", Need::retain},
    {"wildcard", Need::wildcard},
    {"subscription_identifiers", Need::subscription_identifiers},
    {"shared_subscriptions", Need::shared_subscriptions},
    {"topic_alias", Need::topic_alias},
    {"dollar_topics", Need::dollar_topics},
};

std::optional<std::uint32_t> number(const Json& json, const char* member) {
  if (!json.contains(member)) return std::nullopt;
  return json.at(member).get<std::uint32_t>();
}

TargetProfile read(const Json& json) {
  TargetProfile profile;
  profile.name = json.value("name", "");
  profile.version = json.value("version", "");
  profile.package = json.value("package", "");
  profile.user_name = json.value("user_name", "");
  profile.password = json.value("password", "");
  profile.restart_limit = json.value("restart_s", Time{2}) * 1'000;
  profile.jobs = json.value("jobs", 0U);
  profile.limits.packet_size = number(json, "packet_size");
  profile.limits.session_s = number(json, "session_s");
  profile.limits.queued = number(json, "queued");
  const auto because = json.value("lacks_because", "its profile says so");
  for (const auto& each : json.value("lacks", Json::array())) {
    const auto name = each.get<std::string>();
    const auto found = std::ranges::find(needs, name, &NamedNeed::name);
    if (found == std::end(needs))
      throw std::invalid_argument(fmt::format("\"{}\" is nothing that a target can lack", name));
    profile.limits.lacks.push_back({found->need, because});
  }
  return profile;
}

}  // namespace

std::expected<TargetProfile, std::string> parse_target_profile(const std::string& text) {
  try {
    return read(Json::parse(text));
  } catch (const std::exception& error) {
    return std::unexpected(error.what());
  }
}

}  // namespace mqttspec::conformance::runner
