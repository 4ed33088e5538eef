// See html.hpp.
#include "conformance/book/html.hpp"

#include <algorithm>
#include <sstream>

#include "conformance/book/paths.hpp"
#include "conformance/report/text.hpp"

namespace mqttspec::conformance::book {
namespace {

bool is_of_identifier(char c) {
  return (c >= '0' && c <= '9') || c == '.' || c == '-' || (c >= 'A' && c <= 'Z');
}

/// Where an identifier of a statement begins and ends; equal if there is none any more.
std::pair<std::size_t, std::size_t> find_identifier(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto rest = text.substr(at);
    if (!rest.starts_with("MQTT-") && !rest.starts_with("U3.1.1-") && !rest.starts_with("U5.0-"))
      continue;
    auto end = at;
    while (end < text.size() && is_of_identifier(text[end])) ++end;
    while (!(text[end - 1] >= '0' && text[end - 1] <= '9') && end > at + 1) --end;
    return {at, end};
  }
  return {text.size(), text.size()};
}

std::optional<StatementId> statement_named(std::string_view id, std::optional<Version> version,
                                           std::span<const StatementId> meant) {
  if (version)
    if (const auto found = StatementId::find(*version, id)) return found;
  const auto of_3_1_1 = StatementId::find(Version::v3_1_1, id);
  const auto of_5_0 = StatementId::find(Version::v5_0, id);
  if (of_3_1_1 && of_5_0) {
    if (std::ranges::count(meant, id, &StatementId::id) != 1) return std::nullopt;
    return *std::ranges::find(meant, id, &StatementId::id);
  }
  return of_5_0 ? of_5_0 : of_3_1_1;
}

}  // namespace

Content::Content(std::string_view path) {
  for (const char c : path)
    if (c == '/') up_ += "../";
}

std::string Content::text() const {
  std::ostringstream out;
  document_.save(
      out, "", pugi::format_raw | pugi::format_no_declaration | pugi::format_no_empty_element_tags,
      pugi::encoding_utf8);
  return out.str();
}

pugi::xml_node Content::add(pugi::xml_node parent, const char* element, std::string_view text,
                            const char* classes) const {
  auto node = parent.append_child(element);
  if (classes != nullptr) node.append_attribute("class") = classes;
  if (!text.empty())
    node.append_child(pugi::node_pcdata).set_value(report::valid_text(text).c_str());
  return node;
}

pugi::xml_node Content::add_link(pugi::xml_node parent, std::string_view path,
                                 std::string_view text) const {
  auto node = add(parent, "a", text);
  node.append_attribute("href") = (up_ + std::string(path) + ".html").c_str();
  return node;
}

void Content::add_linked(pugi::xml_node parent, std::string_view text,
                         std::optional<Version> version, std::span<const StatementId> meant) const {
  const auto put = [&](std::string_view part) {
    if (!part.empty())
      parent.append_child(pugi::node_pcdata).set_value(report::valid_text(part).c_str());
  };
  while (!text.empty()) {
    const auto [begin, end] = find_identifier(text);
    put(text.substr(0, begin));
    const auto id = text.substr(begin, end - begin);
    const auto named = statement_named(id, version, meant);
    if (named)
      add_link(parent, path_of(*named), id);
    else
      put(id);
    text.remove_prefix(end);
  }
}

}  // namespace mqttspec::conformance::book
