// See delivery_table.hpp. A cell is what the plain broker does; how strongly it is meant is found
// out by taking each freedom the other way, and by the rules that the broker says it applied.
#include "model/delivery/delivery_table.hpp"

#include <algorithm>
#include <span>

namespace mqttspec::model::delivery {

using namespace literals;

namespace {

constexpr std::array all_qos = {Qos::at_most_once, Qos::at_least_once, Qos::exactly_once};

/// The plain choice everywhere but at one point.
class OtherWay final : public Chooser {
 public:
  explicit OtherWay(ChoicePoint point) : point_(point) {}
  unsigned choose(ChoicePoint point, unsigned n) noexcept override {
    return point == point_ && n > 1 ? 1 : 0;
  }

 private:
  ChoicePoint point_;
};

// What brings a message to somebody who is subscribed when it is published.
constexpr Cited forwarding[] = {
    "MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5,
    "MQTT-3.8.4-6"_v311 | "MQTT-3.8.4-8"_v5,
    "MQTT-3.3.1-9"_v311 | "MQTT-3.3.1-12"_v5,
    "MQTT-3.3.1-13"_v5,
};
constexpr Cited resuming[] = {
    "MQTT-3.1.2-4"_v311 | "MQTT-3.1.2-5"_v5,
    "MQTT-3.1.2-23"_v5,
    "MQTT-3.1.2-5"_v311 | "U5.0-4.1-10"_v5,
};
constexpr Cited beginning_anew[] = {
    "MQTT-3.1.2-6"_v311 | "MQTT-3.1.2-4"_v5,
    "U5.0-3.1.2.11.2-3"_v5,
};
// What brings a retained message to somebody who subscribes.
constexpr Cited retaining[] = {
    "MQTT-3.3.1-5"_v311 | "MQTT-3.3.1-5"_v5,
    "MQTT-3.3.1-7"_v311 | "U5.0-3.3.1.3-4"_v5,
    "MQTT-3.3.1-6"_v311 | "MQTT-3.3.1-9"_v5,
    "MQTT-3.8.4-3"_v311 | "MQTT-3.8.4-4"_v5,
    "MQTT-3.3.1-10"_v5,
    "MQTT-3.3.1-8"_v311 | "U5.0-3.3.1.3-3"_v5,
    "MQTT-3.8.4-6"_v311 | "MQTT-3.8.4-8"_v5,
};
constexpr Cited not_retaining[] = {
    "MQTT-3.3.1-12"_v311 | "MQTT-3.3.1-8"_v5,
    "MQTT-3.3.1-10"_v5,
    "MQTT-3.3.1-11"_v5,
};

/// A freedom that decides cells, if its other way brings something else.
struct Freedom {
  ChoicePoint point;
  Demand demand;
  Cited cited;
};
constexpr Freedom freedoms[] = {
    {ChoicePoint::offline_qos_0, Demand::may, "U3.1.1-3.1.2.4-1"_v311 | "U5.0-4.1-10"_v5},
    {ChoicePoint::retained_set, Demand::should, "MQTT-3.3.1-7"_v311 | "U5.0-3.3.1.3-4"_v5},
};
// Whatever the broker chooses: of a retained QoS 0 message the Standards say only SHOULD.
constexpr Cited advice_to_retain = "MQTT-3.3.1-7"_v311 | "U5.0-3.3.1.3-4"_v5;

/// [MQTT-3.1.2-5] of 3.1.1, as published or as it would be delivered: spec/ambiguities.md.
constexpr unsigned which_messages_are_kept = 17;

void add(std::vector<StatementId>& statements, StatementId id) {
  if (std::ranges::find(statements, id) == statements.end()) statements.push_back(id);
}

void add_fired(const DeliveryRow& row, const RuleSet& fired, std::span<const Cited> reasons,
               std::vector<StatementId>& statements) {
  for (const auto& reason : reasons)
    if (const auto id = reason.of(row.version); id && fired.contains(*id)) add(statements, *id);
}

std::vector<StatementId> reasons(const DeliveryRow& row, Situation situation,
                                 const DeliveryPlay& play) {
  std::vector<StatementId> statements;
  const auto take = [&](std::span<const Cited> from) {
    add_fired(row, play.fired, from, statements);
  };
  if (situation == Situation::returns && row.clean) {
    take(beginning_anew);
  } else if (situation == Situation::returns) {
    take(resuming);
    take(forwarding);
  } else if (situation == Situation::stays) {
    take(forwarding);
  } else if (play.messages.empty()) {
    take(not_retaining);
  } else {
    take(retaining);
  }
  return statements;
}

bool is_part(const ReceivedMessages& part, const ReceivedMessages& whole) {
  auto place = whole.begin();
  for (const auto& message : part) {
    place = std::find(place, whole.end(), message);
    if (place == whole.end()) return false;
    ++place;
  }
  return true;
}

}  // namespace

std::vector<DeliveryRow> delivery_rows(Version version, RetainHandling retain_handling,
                                       bool retain_as_published) {
  std::vector<DeliveryRow> rows;
  for (const bool retain : {false, true})
    for (const bool clean : {true, false})
      for (const auto subscribed : all_qos)
        for (const auto published : all_qos)
          rows.push_back({version, clean, retain, subscribed, published, retain_handling,
                          retain_as_published});
  return rows;
}

DeliveryCell delivery_cell(const DeliveryRow& row, Situation situation) {
  const auto& plain = profiles().front();
  PlainChooser chooser;
  const auto played = *play_delivery(row, situation, plain, {}, chooser);
  DeliveryCell cell{played.messages.empty() ? Demand::must_not : Demand::must, played.messages,
                    reasons(row, situation, played), std::nullopt};
  if (const auto advice = *advice_to_retain.of(row.version);
      std::ranges::find(cell.statements, advice) != cell.statements.end())
    cell.demand = Demand::should;
  for (const auto& freedom : freedoms) {
    OtherWay other_way(freedom.point);
    const auto other = *play_delivery(row, situation, plain, {}, other_way);
    if (other.messages == played.messages) continue;
    cell.demand = freedom.demand;
    if (other.messages.size() > cell.messages.size()) {
      cell.messages = other.messages;
      cell.statements = reasons(row, situation, other);
    }
    add(cell.statements, *freedom.cited.of(row.version));
  }
  if (cell.demand == Demand::may && row.published != Qos::at_most_once)
    cell.ambiguity = which_messages_are_kept;
  return cell;
}

DeliveryVerdict judge(const DeliveryRow& row, const DeliveryCell& cell,
                      const ReceivedMessages& got) {
  auto once = got;
  // [MQTT-3.8.4-6] of 3.1.1 and section 3.8.4 of 5.0.
  if (row.published == Qos::at_least_once && row.subscribed == Qos::at_most_once)
    once.erase(std::unique(once.begin(), once.end()), once.end());
  if (once == cell.messages) return DeliveryVerdict::right;
  if (cell.demand == Demand::may && is_part(once, cell.messages)) return DeliveryVerdict::right;
  if (cell.demand == Demand::should && once.empty()) return DeliveryVerdict::not_followed;
  return DeliveryVerdict::wrong;
}

std::string_view to_string(Situation situation) {
  constexpr std::string_view names[] = {"stays", "returns", "subscribes again", "subscribes late"};
  return names[static_cast<std::size_t>(situation)];
}

std::string_view to_string(Demand demand) {
  constexpr std::string_view names[] = {"MUST", "SHOULD", "MAY", "MUST NOT"};
  return names[static_cast<std::size_t>(demand)];
}

std::string_view to_string(DeliveryVerdict verdict) {
  constexpr std::string_view names[] = {"right", "not followed", "wrong"};
  return names[static_cast<std::size_t>(verdict)];
}

}  // namespace mqttspec::model::delivery
