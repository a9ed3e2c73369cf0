oidc-unknown = This account of the office is not linked
oidc-unknown-sum = { $label } confirmed it, but no account of this house is linked to it.
oidc-unknown-do = Tell the administrator of accounts of your unit this identifier:
oidc-back = To the sign-in
oidc-link = Link the account of the office
oidc-link-sum = { $label } says that this identifier is signed in there:
oidc-link-why = Once linked, whoever signs in to that account enters this house as you. If it is not yours, choose Later.
oidc-link-do = Link
oidc-unlinked = The link is taken away.

ended-oidc-refused = Not signed in by the account of the office
ended-oidc-refused-do = It was not confirmed there, or took too long. Open the sign-in again.
ended-oidc-taken = That account of the office is linked
ended-oidc-taken-do = It is linked to another account of this house. Tell the administrator of accounts of your unit.
