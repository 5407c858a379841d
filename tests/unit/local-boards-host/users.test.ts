import { chosenUser, USER_COOKIE, userChoice } from "../../../scripts/local-boards/host/users";

const CHOICE = `${USER_COOKIE}=${userChoice("ana", "ben")}`;

describe("the choice of a user", () => {
  it("is found among other cookies", () => {
    expect(chosenUser(`theme=dark; ${CHOICE}; other=1`, "ana")).toBe("ben");
  });

  it("is none without the cookie", () => {
    expect(chosenUser(undefined, "ana")).toBeNull();
    expect(chosenUser("theme=dark", "ana")).toBeNull();
  });

  it("ends where somebody else is signed in than when it was made", () => {
    expect(chosenUser(CHOICE, "eve")).toBeNull();
  });
});
