ties = Organizations that stand here
ties-sum = Tie an organization of the tree to { $name } where the book does not tell it, as for those founded before the records. It records nothing and changes no figure.
ties-tied = Tied
ties-none = None is tied.
ties-unit = Organization
ties-do = Tie
ties-undo = Untie
