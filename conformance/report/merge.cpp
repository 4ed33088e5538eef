// See merge.hpp.
#include "conformance/report/merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "conformance/client_cases/index.hpp"
#include "conformance/report/outcomes.hpp"

namespace mqttspec::conformance::report {

using namespace play;

namespace {

// FNV-1a: it has to be the same on every machine and for ever, which std::hash need not be.
std::uint32_t hash_of(std::string_view text) {
  std::uint32_t hash = 2'166'136'261U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16'777'619U;
  return hash;
}

// Where a case stands in the program's own list; what is not there comes last.
class Order {
 public:
  Order() {
    for (const auto* group : client_cases::groups_of_both())
      for (const auto& each : group->cases) positions_.emplace(each.name, positions_.size());
  }
  std::size_t of(std::string_view name) const {
    const auto found = positions_.find(name);
    return found == positions_.end() ? positions_.size() : found->second;
  }

 private:
  std::map<std::string_view, std::size_t> positions_;
};

// Takes an option like " --shard " and its value off a command; returns the value.
std::string take_option(std::string& command, std::string_view option) {
  const auto begin = command.find(option);
  if (begin == std::string::npos) return "";
  const auto end = std::min(command.find(' ', begin + option.size()), command.size());
  auto value = command.substr(begin + option.size(), end - begin - option.size());
  command.erase(begin, end - begin);
  return value;
}

std::optional<Shard> take_shard(std::string& command) {
  return parse_shard(take_option(command, " --shard "));
}

// Which parts of the run are not there, or empty.
std::string missing_parts(std::span<const Document> parts) {
  std::set<unsigned> seen;
  unsigned count = 0;
  for (const auto& part : parts) {
    auto command = std::string(text_of(part, "command"));
    const auto shard = take_shard(command);
    if (!shard) continue;
    seen.insert(shard->index);
    count = std::max(count, shard->count);
  }
  std::string missing;
  for (unsigned i = 1; i <= count; ++i)
    if (!seen.contains(i)) missing += fmt::format("{}{}/{}", missing.empty() ? "" : ", ", i, count);
  return missing.empty() ? "" : "no report of shard " + missing;
}

// A broker may have been set up so that it could do in one part what it declined in another.
std::expected<Document, std::string> merged_cases(std::span<const Document> parts,
                                                  const Order& order) {
  Document cases = Document::array();
  std::map<std::pair<std::string, std::string>, std::size_t> places;
  const auto is_declined = [](const Document& each) {
    return verdict_of(each) == Verdict::declined;
  };
  for (const auto& part : parts)
    for (const auto& each : part.at("cases")) {
      const std::pair key(std::string(text_of(each, "name")),
                          std::string(text_of(each, "version")));
      const auto [place, is_new] = places.emplace(key, cases.size());
      if (is_new)
        cases.push_back(each);
      else if (is_declined(cases[place->second]))
        cases[place->second] = each;
      else if (!is_declined(each))
        return std::unexpected(
            fmt::format("{} ({}) is in more than one of them", key.first, key.second));
    }
  std::stable_sort(cases.begin(), cases.end(), [&](const Document& a, const Document& b) {
    return order.of(text_of(a, "name")) < order.of(text_of(b, "name"));
  });
  return cases;
}

// Verdicts are ordered from the mildest, and a part that says nothing of a statement has the
// mildest that it can have.
void merge_statement(Document& statement, const Document& other) {
  const auto verdict = worst(statement_verdict_of(statement), statement_verdict_of(other));
  statement["verdict"] = to_string(verdict);
  for (const auto& name : other.at("cases")) statement["cases"].push_back(name);
}

Document merged_statements(std::span<const Document> parts, const Order& order) {
  Document all = parts[0].at("statements");
  std::map<std::pair<std::string, std::string>, std::size_t> places;
  const auto key = [](const Document& each) {
    return std::pair(std::string(text_of(each, "version")), std::string(text_of(each, "id")));
  };
  for (std::size_t i = 0; i < all.size(); ++i) places.emplace(key(all[i]), i);
  for (const auto& part : parts.subspan(1))
    for (const auto& each : part.at("statements")) {
      const auto [place, is_new] = places.emplace(key(each), all.size());
      if (is_new)
        all.push_back(each);
      else
        merge_statement(all[place->second], each);
    }
  for (auto& each : all) {
    auto& names = each["cases"];
    std::stable_sort(names.begin(), names.end(), [&](const Document& a, const Document& b) {
      return order.of(a.get_ref<const std::string&>()) < order.of(b.get_ref<const std::string&>());
    });
  }
  return all;
}

// What the target said of itself in each version, once.
Document merged_facts(std::span<const Document> parts) {
  Document all = Document::array();
  for (const auto& part : parts)
    for (const auto& each : part.at("facts"))
      if (std::ranges::none_of(all, [&](const Document& other) {
            return text_of(other, "version") == text_of(each, "version");
          }))
        all.push_back(each);
  return all;
}

}  // namespace

bool Shard::has(std::string_view case_name) const {
  return hash_of(case_name) % count == index - 1;
}

std::optional<Shard> parse_shard(std::string_view text) {
  Shard shard;
  const auto* const end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, shard.index);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != '/') return std::nullopt;
  const auto second = std::from_chars(first.ptr + 1, end, shard.count);
  if (second.ec != std::errc() || second.ptr != end) return std::nullopt;
  if (shard.index < 1 || shard.index > shard.count) return std::nullopt;
  return shard;
}

std::expected<Document, std::string> merge(std::span<const Document> parts) {
  if (parts.empty()) return std::unexpected("there is nothing to merge");
  const Order order;
  auto whole = parts[0];
  double duration_s = 0;
  std::string cut_short;
  for (const auto& part : parts) {
    for (const char* const member : {"tool", "broker"})
      if (part.at(member) != whole.at(member))
        return std::unexpected(fmt::format("they are not of one {}: {} and {}", member,
                                           whole.at(member).dump(), part.at(member).dump()));
    duration_s = std::max(duration_s, part.at("duration_s").get<double>());
    if (!part.at("complete").get<bool>() && cut_short.empty())
      cut_short = text_of(part, "cut_short");
    if (text_of(part, "date") > text_of(whole, "date")) whole["date"] = part.at("date");
  }
  const auto missing = missing_parts(parts);
  if (cut_short.empty()) cut_short = missing;
  const bool complete = missing.empty() && std::ranges::all_of(parts, [](const Document& part) {
                          return part.at("complete").get<bool>();
                        });
  auto command = std::string(text_of(whole, "command"));
  take_shard(command);
  auto cases = merged_cases(parts, order);
  if (!cases) return cases;
  auto statements = merged_statements(parts, order);
  whole["summary"] = summary_of(*cases, statements, complete, cut_short);
  whole["facts"] = merged_facts(parts);
  if (whole["facts"].size() > parts[0].at("facts").size()) take_option(command, " --version ");
  whole["command"] = command;
  whole["complete"] = complete;
  whole["cut_short"] = cut_short;
  whole["duration_s"] = duration_s;
  whole["cases"] = *std::move(cases);
  whole["statements"] = std::move(statements);
  return whole;
}

}  // namespace mqttspec::conformance::report
