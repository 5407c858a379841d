import type { EstateUser } from "../model/estate";
import { ResourceUrl } from "../http/reply";
import type { Organization } from "../store/organization";

/** An identity as identity fields carry it: an object, not a string [R]. */
export function identityRef(user: EstateUser, organizationUrl: string): Readonly<Record<string, unknown>> {
  const descriptor = descriptorOf(user);
  const avatar = `${organizationUrl}/_apis/GraphProfile/MemberAvatars/${descriptor}`;
  return {
    displayName: user.displayName,
    url: new ResourceUrl(`${organizationUrl}/_apis/Identities/${user.id}`),
    _links: new ResourceUrl({ avatar: { href: avatar } }),
    id: user.id,
    uniqueName: user.uniqueName,
    imageUrl: avatar,
    descriptor,
  };
}

/** An identity by its unique name; one that left the organisation keeps its name alone. */
export function identityNamed(
  uniqueName: string,
  organization: Organization,
  organizationUrl: string,
): Readonly<Record<string, unknown>> {
  const user = organization.userNamed(uniqueName);
  return user === null ? { displayName: uniqueName, uniqueName } : identityRef(user, organizationUrl);
}

/** The subject descriptor: `aad.` and the id in base 64 [R]. */
export function descriptorOf(user: EstateUser): string {
  return `aad.${Buffer.from(user.id).toString("base64url")}`;
}

/** An identity as one text, `Display name <unique name>`; one that left the organisation keeps its name alone. */
export function identityText(uniqueName: string, organization: Organization): string {
  const user = organization.userNamed(uniqueName);
  return user === null ? uniqueName : `${user.displayName} <${user.uniqueName}>`;
}
