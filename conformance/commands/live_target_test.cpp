// Who Clients say that they are.
#include "conformance/commands/live_target.hpp"

#include <gtest/gtest.h>

namespace mqttspec::conformance::commands {
namespace {

TEST(LiveTarget, ItsUserIsWhomTheNearestWordNames) {
  runner::TargetProfile nobody;
  runner::TargetProfile somebody;
  somebody.user_name = "about";
  somebody.password = "its";
  const auto* const guests = model::find_profile("plain");
  const auto* const login = model::find_profile("login-only");
  const struct {
    std::string_view typed;
    const runner::TargetProfile& about;
    const model::Profile* profile;
    std::string_view user_name, password;
  } table[] = {
      {"typed", somebody, login, "typed", "mine"},
      {"typed", nobody, nullptr, "typed", "mine"},
      {"", somebody, login, "about", "its"},
      {"", somebody, nullptr, "about", "its"},
      {"", nobody, login, "mqttspec", "secret"},
      {"", nobody, guests, "", ""},
      {"", nobody, nullptr, "", ""},
  };
  for (const auto& row : table) {
    play::Settings settings;
    name_user(settings, std::string(row.typed), row.typed.empty() ? "" : "mine", row.about,
              row.profile);
    EXPECT_EQ(settings.user_name, row.user_name);
    EXPECT_EQ(settings.password, row.password);
  }
}

}  // namespace
}  // namespace mqttspec::conformance::commands
