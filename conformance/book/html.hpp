// The elements of a page. pugixml writes them, so that no text has to be made safe by hand.
#pragma once

#include <optional>
#include <pugixml.hpp>
#include <span>
#include <string>
#include <string_view>

#include "spec/register.hpp"

namespace mqttspec::conformance::book {

/// What stands between the header and the footer of one page.
class Content {
 public:
  /// `path` is that of the page, as of entries; links are written relative to it.
  explicit Content(std::string_view path);

  pugi::xml_node main() { return document_; }
  /// "../../", or empty for a page at the top.
  const std::string& up() const { return up_; }
  std::string text() const;

  pugi::xml_node add(pugi::xml_node parent, const char* element, std::string_view text = {},
                     const char* classes = nullptr) const;
  /// A link to the page of an entry, or to an "index" of a folder.
  pugi::xml_node add_link(pugi::xml_node parent, std::string_view path,
                          std::string_view text) const;
  /// The text, in which statements are links. An identifier that is in both versions means the
  /// statement of `version`, or the only one of `meant`; else it is no link.
  void add_linked(pugi::xml_node parent, std::string_view text, std::optional<Version> version,
                  std::span<const StatementId> meant = {}) const;

 private:
  pugi::xml_document document_;
  std::string up_;
};

}  // namespace mqttspec::conformance::book
