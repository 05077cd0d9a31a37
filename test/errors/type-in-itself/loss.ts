interface Tree {
  left: Tree;
  weight: number;
}
export const loss = ({ weight }: Tree) => weight ** 2;
